"""Reading pledges at the desk: with the keyboard only, without JavaScript, and by the rules of accessibility."""

import hashlib
import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser import desk
from tests.browser.desk import press
from tests.browser.engines import own, violations
from tests.browser.looks import in_every_way

DESK = "/admin/pledges/pledge/desk/"
SEED = """
import json
from django.utils import timezone
from actions.pledges import cases, return_link
from actions.pledges.models import Pledge
for text, mark in json.loads('''{rows}'''):
    found = cases.findings(text, "", "")
    case = cases.open_for(text, "en", found)
    Pledge.objects.create(
        status="pending", language="en", text=text, made_on=timezone.localdate(), case=case,
        findings=cases.codes(found), secret_hash=return_link.fingerprint("a" + mark),
        sitting_hash=return_link.fingerprint("b" + mark),
    )
"""
LETTERS = "bcdfghjklmnpqrst"
SMALL = """() => [...document.querySelectorAll('.reading__page :is(button, summary, nav a, .reading__link, label)')]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
    .map(e => e.outerHTML.slice(0, 90))"""


def judged(page):
    return violations(page) + page.evaluate(SMALL) + own(page, "sideways")


def seed(site, name, texts):
    rows = [[text, f"{name}{number}"] for number, text in enumerate(texts)]
    site.run(SEED.format(rows=json.dumps(rows)))


def different(name, number):
    """Texts that are nearly the same as no other: likeness looks at letters."""
    hashes = [hashlib.sha256(f"{name} {n}".encode()).hexdigest()[:40] for n in range(number)]
    return ["I will " + "".join(LETTERS[int(digit, 16)] for digit in found) for found in hashes]


def outcomes(site, person, *, together=False):
    """What somebody decided, in order. `together`: rows of one decision about many, which share its moment, are one."""
    found = site.run(
        "import json; from actions.pledges.models import PledgeDecision as D;"
        f"rows = D.objects.filter(by__username='{person}').order_by('pk').values_list('outcome', 'at');"
        "print(json.dumps([(outcome, at.isoformat()) for outcome, at in rows]))",
    )
    rows = [tuple(row) for row in json.loads(found.splitlines()[-1])]
    return [outcome for outcome, _at in (dict.fromkeys(rows) if together else rows)]


@pytest.fixture
def reader(open_page, site):
    """A moderator who is signed in, in a page that reports no error."""
    pages = []

    def sit(name, **options):
        if not pages:
            desk.make_person(site, name)
        page = open_page(**options)
        desk.enter(page, site, name)
        pages.append(page)
        return page

    yield sit
    assert [page.errors for page in pages if page.errors] == []


def leads_on(page, *keys):
    """Press keys; the last of them leads to another page."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def test_fifty_are_decided_with_the_keyboard_only(reader, site):
    seed(site, "keys", different("keyboard", 52))
    page = reader("key-reader", width=1280)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "To the desk":
            break
    leads_on(page, "Enter")
    leads_on(page, "j")
    decided = pauses = 0
    while decided < 50:
        if "/pause/" in page.url:
            expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("You have read ten"))
            pauses += 1
            leads_on(page, "j")
            continue
        expect(page.locator("blockquote").first).to_be_hidden()
        page.keyboard.press("a")  # decides nothing: the text is not open
        expect(page.locator("[data-said]")).to_have_text("Open the text first: press o.")
        if decided % 5 == 1:
            leads_on(page, " ", "d", "1", "0", "Enter")
        elif decided % 5 == 3:
            leads_on(page, "o", "d", "ArrowDown", "Enter")
        else:
            leads_on(page, "o", "a")
        decided += 1
        if decided == 5:
            leads_on(page, "u")
            expect(page.get_by_text("Undone: 1 pledge waits again.")).to_be_visible()
            leads_on(page, "o", "a")
    assert pauses >= 4
    made = outcomes(site, "key-reader")
    assert len(made) == 52
    assert made.count("undo") == 1
    assert made.count("decline") == 20


def test_keys_that_lead_around_and_keys_that_are_off(reader, site):
    seed(site, "around", different("around", 3))
    page = reader("around-reader", width=1280)
    page.goto(f"{DESK}queue/new/")
    leads_on(page, "j")
    first = page.url
    leads_on(page, "j")
    assert page.url != first
    leads_on(page, "k")
    assert page.url == first
    page.keyboard.press("?")
    expect(page.get_by_text("pass it on to somebody else")).to_be_visible()
    page.get_by_label("Single keys work on the pages for reading").uncheck()
    page.get_by_role("button", name="Keep this").click()
    page.keyboard.press("o")
    expect(page.locator("blockquote").first).to_be_hidden()
    leads_on_url = page.url
    page.keyboard.press("p")
    assert page.url == leads_on_url
    assert outcomes(site, "around-reader") == []


def test_ten_are_decided_without_javascript(reader, site):
    seed(site, "plain", different("plain", 10))
    page = reader("plain-reader", javascript=False)
    page.goto(f"{DESK}queue/new/")
    page.get_by_role("button", name="Start reading").click()
    for number in range(10):
        expect(page.locator("blockquote").first).to_be_hidden()
        page.locator("summary", has_text="Show the text").click()
        if number % 2:
            page.get_by_label("D10").check()
            page.get_by_role("button", name="Decline for this reason").click()
        else:
            page.get_by_role("button", name="Put it on the board").click()
        expect(page.get_by_text("Just now:")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have read ten. Look away for a minute.")
    assert outcomes(site, "plain-reader") == ["approve", "decline"] * 5


def test_the_pages_of_the_desk_follow_the_rules(reader, site):
    name = "rules"
    seed(
        site,
        name,
        [
            *different(name, 3),
            f"I will never drink with men again, {name}",
            f"I will ring Dave Miller at 07700 900123 {name}",
            *[f"Buy {name} followers now {number}" for number in range(12)],
        ],
    )
    page = reader(name)
    faults = {}

    def look(place):
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        if found := in_every_way(page, judged, (360, 1280)):
            faults[place] = found

    for path in ("", "queue/new/", "queue/care/", "queue/flood/", "queue/held/", "queue/decided/", "pause/"):
        page.goto(DESK + path)
        look(path)
    for queue in ("new", "care", "flood"):
        page.goto(f"{DESK}queue/{queue}/")
        press(page, page.locator("tbody th a").last)
        look(f"case {queue}")
    page.goto(f"{DESK}queue/new/")
    boxes = page.get_by_role("checkbox", name=re.compile("Case"))
    for number in range(min(3, boxes.count())):
        boxes.nth(number).check()
    press(page, page.get_by_role("button", name="Read and decide together"))
    look("together")
    press(page, page.get_by_role("button", name="Hold all of them"))
    look("result")
    page.goto("/admin/pledges/pledge/")
    press(page, page.locator("#result_list tbody th a").first)
    look("single")
    assert faults == {}
