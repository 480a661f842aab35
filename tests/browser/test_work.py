"""Proof of work in a browser: nobody notices it, and nobody needs it."""

import math
import re
import statistics
import time

import pytest
from playwright.sync_api import expect

from config.safety import work

READ_LATER = "It may take a little longer"
# The longest pause of the page's own clock, and how long until the field was filled; milliseconds.
WATCH = """async () => {
    const text = document.querySelector('[name=text]'), field = text.form.elements.work, start = performance.now();
    text.focus();
    let longest = 0, last = start;
    while (!field.value && performance.now() - start < 20000) {
        await new Promise((next) => requestAnimationFrame(next));
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
    }
    return [performance.now() - start, longest];
}"""


BATCH = 128  # tries between two rests, as in work.js


def fill(page, words="I will ask before I share a picture"):
    page.goto("/iwill/new/")
    page.get_by_label("Your pledge").fill(words)
    page.get_by_label("I have not named anyone").check()


def number_of(page):
    return page.locator("form", has=page.get_by_label("Your pledge")).locator("[name=work]")


def done(page):
    """The number that the browser found, once it has: how many it tries is luck, and the machine does other work."""
    expect(number_of(page)).to_have_value(re.compile(r"^\d+$"), timeout=60_000)
    return number_of(page).input_value()


def digest_gives(page, expression):
    """What the browser's own hash function answers instead of a hash."""
    page.add_init_script(f"crypto.subtle.digest = () => {expression}")


# A phone that would need days; one that is lucky at once; one whose browser gives up.
NEVER, AT_ONCE, GIVES_UP = (
    "Promise.resolve(new Uint8Array(32).fill(255).buffer)",
    "Promise.resolve(new ArrayBuffer(32))",
    "Promise.reject(new Error('no'))",
)


# The real hash function, whose answers come when the test says so.
HELD = """
    const hash = crypto.subtle.digest.bind(crypto.subtle);
    const held = new Promise((done) => { window.release = done; });
    crypto.subtle.digest = (...given) => held.then(() => hash(...given));
"""
# A token of a form that was opened a minute ago, whose work is done in the first round.
LUCKY = f"""
import secrets, time
from django.core import signing
from config.safety import work
token = ""
while not any(work.proves(token, str(number)) for number in range({BATCH})):
    token = signing.dumps([secrets.token_urlsafe(32), int(time.time()) - 60], salt="pledges.form")
print(token)
"""


def send(page):
    page.get_by_role("button", name="Send my pledge").click()


def test_while_somebody_writes_the_browser_does_the_work(open_page):
    page = open_page()
    page.goto("/iwill/new/")
    number = number_of(page)
    token = number.evaluate("field => field.form.elements.started.value")
    expect(number).to_have_value("")
    page.wait_for_timeout(300)
    expect(number).to_have_value("")  # nothing is done for somebody who only reads
    page.get_by_label("Your pledge").press_sequentially("I will ask before I share a picture")
    assert work.proves(token, done(page))
    page.get_by_label("I have not named anyone").check()
    send(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("We have your pledge")
    expect(page.get_by_text(READ_LATER)).to_have_count(0)
    assert page.errors == []


@pytest.mark.parametrize("kind", ["no scripts", "too slow"])
def test_without_work_a_pledge_is_taken_and_read_a_little_later(open_page, kind):
    page = open_page(javascript=kind != "no scripts")
    digest_gives(page, NEVER)
    fill(page)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("We have your pledge")
    expect(page.get_by_text(READ_LATER)).to_be_visible()
    assert page.errors == []


def test_on_plain_http_a_pledge_is_taken_and_read_a_little_later(open_page):
    page = open_page()
    page.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")
    fill(page)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("We have your pledge")
    assert page.errors == []


def test_a_form_that_comes_back_still_has_its_work(open_page):
    page = open_page()
    fill(page, "You should all be nicer")
    number = done(page)
    send(page)
    expect(page.get_by_role("alert").first).to_be_focused()
    expect(number_of(page)).to_have_value(number)
    page.get_by_label("Your pledge").fill("I will be nicer myself")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("We have your pledge")
    expect(page.get_by_text(READ_LATER)).to_have_count(0)


def test_one_tap_waits_for_its_work_and_goes_once_with_the_button_that_was_pressed(open_page, site):
    """The clock of the page stands still, and its work is held back, so that no luck and no hurry comes into it."""
    page, posts = open_page(), []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.post_data))
    page.clock.install(time=0)
    page.add_init_script(HELD)
    page.goto("/iwill/new/")
    page.clock.pause_at(3600)  # seconds, later than it can be by now: from here on it stands still
    button = page.locator("#ready button[name=action]").nth(1)
    token = site.run(LUCKY).strip()
    button.evaluate("(button, token) => { button.form.elements.started.value = token; }", token)
    button.dblclick()
    page.clock.run_for(400)  # it waits 800 ms, and then goes without
    assert posts == []
    page.evaluate("release()")
    expect(page.locator("#ready [name=work]")).to_have_value(re.compile(r"^\d+$"))
    page.clock.run_for(100)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your promise counts")
    assert len(posts) == 1
    sent = dict(part.split("=", 1) for part in posts[0].split("&"))
    assert sent["action"]
    assert work.proves(token, sent["work"])
    assert page.errors == []


@pytest.mark.parametrize("answer", [AT_ONCE, GIVES_UP], ids=["lucky", "gives up"])
def test_a_form_is_sent_whenever_its_work_ends(open_page, answer):
    """Work that ends at once, or that was given up long ago, must not swallow the press of the button."""
    page = open_page()
    digest_gives(page, answer)
    page.goto("/iwill/new/")
    text = page.get_by_label("Your pledge")
    text.evaluate("field => { field.value = 'I will listen'; field.form.elements.agree.checked = true; }")
    if answer == GIVES_UP:
        text.focus()
        page.wait_for_timeout(300)
    text.evaluate("field => field.form.requestSubmit()")
    expect(page.get_by_role("heading", level=1)).to_contain_text("We have your pledge")


def test_a_form_that_waits_never_holds_back_somebody_who_leaves(open_page):
    page = open_page()
    digest_gives(page, NEVER)
    page.route("https://weather.example/", lambda route: time.sleep(2) or route.fulfill(body="weather"))
    fill(page)
    posts = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    page.evaluate(
        "document.querySelector('[name=text]').form.requestSubmit(); document.getElementById('leave').click()"
    )
    page.wait_for_url("https://weather.example/")
    assert posts == []


def test_on_a_slow_phone_it_takes_less_than_a_second_and_typing_does_not_wait(open_page, capsys):
    """How many numbers are tried is luck, so what counts is the time for one, times the usual count of tries.

    Half of all forms are done after 0.69 times 2 to the power of BITS tries. This machine does other work too, so the
    best of nine looks counts for one try; of the pauses the one in the middle. A machine that was too busy for that is
    looked at up to three times.
    """
    page = open_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    for _round in range(3):
        each, pauses = [], []
        for _ in range(9):
            page.goto("/iwill/new/")
            milliseconds, pause = page.evaluate(WATCH)
            tries = int(number_of(page).input_value()) // BATCH * BATCH + BATCH
            each.append(milliseconds / tries)
            pauses.append(pause)
        usual, pause = min(each) * math.log(2) * 2**work.BITS, statistics.median(pauses)
        with capsys.disabled():
            print(f"\n{work.BITS} bits, slowed down 6 times: usually {usual:.0f} ms, pause {pause:.0f} ms")  # noqa: T201
        if usual < 1000 * 3 and pause < 500:
            break
    assert usual < 1000 * 3  # the target is one second; a busy machine gets three
    assert pause < 500
