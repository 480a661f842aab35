"""With scripts off, on a phone: what the people in the product table came to do."""

import contextlib
import json
import re
import time

import pytest
from django.core import signing
from playwright.sync_api import Error, expect

from tests.browser.conftest import MODERATOR
from tests.browser.desk import enter

PROMISE = "I will tell the barkeeper about the needle in the haystack"


def test_from_home_to_a_number_in_the_united_kingdom_in_two_taps(open_page):
    page = open_page(javascript=False, locale="en-US")
    page.goto("/")
    page.locator(".crisis summary").click()  # one
    page.get_by_role("link", name="United Kingdom").click()  # two
    number = page.locator(".call--main")
    expect(number).to_have_attribute("href", "tel:+448085002222")
    expect(number).to_be_in_viewport()
    expect(page.locator('.call[href="tel:999"]')).to_be_in_viewport()


def test_from_home_to_what_to_say_in_two_taps(open_page):
    page = open_page(javascript=False)
    page.goto("/")
    page.get_by_role("navigation", name="Start here").get_by_role(
        "link", name="Someone told me"
    ).click()  # one
    expect(page.get_by_text("I believe you.").first).to_be_visible()
    assert page.url.endswith("/act/guides/when-someone-tells-you/")


def test_a_pledge_from_the_form_through_the_desk_to_the_board_and_away(open_page, site):
    writer = open_page(
        javascript=False, extra_http_headers={"Just-Opened": "1"}
    )  # tests/browser/site_wsgi.py
    writer.goto("/iwill/new/")
    writer.get_by_label("Your pledge").fill(PROMISE)
    writer.get_by_label("I have not named anyone").check()
    time.sleep(3.2)  # a person needs at least three seconds, and so does the form
    writer.get_by_role("button", name="Send my pledge").click()
    expect(writer.get_by_role("heading", level=1)).to_contain_text("We have your pledge")
    link = writer.get_by_role("link", name="Open my page").get_attribute("href")
    assert link not in writer.url

    desk = open_page(width=1280)
    enter(desk, site, MODERATOR)
    find = f"from actions.pledges.models import Pledge; print(Pledge.objects.get(text='{PROMISE}').pk)"
    number = site.run(find).split()[-1]
    desk.goto(f"/admin/pledges/pledge/{number}/change/")
    expect(desk.get_by_text("needle in the haystack")).to_be_hidden()
    expect(desk.get_by_role("button", name="Put it on the board")).to_be_hidden()  # nothing is decided unread
    desk.locator("summary[data-key=o]").click()
    expect(desk.get_by_text("needle in the haystack")).to_be_visible()
    desk.get_by_role("button", name="Put it on the board").click()
    expect(desk.get_by_text("Just now:")).to_be_visible()
    assert desk.errors == []

    time.sleep(1.1)  # the other process of the site sees a change within a second
    reader = open_page(javascript=False)
    reader.goto("/iwill/")
    expect(reader.get_by_text("needle in the haystack").first).to_be_visible()
    assert reader.context.cookies() == []

    writer.goto(link)
    expect(writer.get_by_text("On the board").first).to_be_visible()
    writer.get_by_label("Yes, delete it for good").check()
    writer.get_by_role("button", name="Delete it").click()
    expect(writer.get_by_role("heading", level=1)).to_have_text("Taken down by you")
    time.sleep(1.1)
    reader.goto("/iwill/")
    expect(reader.get_by_text("needle in the haystack")).to_have_count(0)
    files = [p for p in site.folder.iterdir() if p.name.startswith("db.sqlite3")]
    assert len(files) >= 1
    assert sum(p.read_bytes().count(b"needle in the haystack") for p in files) == 0
    assert writer.context.cookies() == []


def test_a_form_is_a_minute_old_unless_somebody_says_that_it_was_just_opened(open_page):
    """So the others may send it at once, and the walk above does wait as long as a person must."""

    def age(**options):
        page = open_page(**options)
        page.goto("/iwill/new/")
        content, _time, _signature = page.locator("[name=started]").first.input_value().split(":")
        return time.time() - json.loads(signing.b64_decode(content.encode()))[1]

    assert age(extra_http_headers={"Just-Opened": "1"}) < 45
    assert age() >= 59


def test_one_tap_from_an_action(open_page):
    page = open_page(javascript=False)
    page.goto("/act/actions/check-in-when-it-is-over/")
    page.get_by_role("button", name="I will", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your promise counts")


def test_errors_keep_the_text_and_lead_to_the_field(open_page):
    page = open_page(javascript=False)
    page.goto("/iwill/new/")
    page.get_by_label("Your pledge").fill("You should all be nicer")
    page.get_by_role("button", name="Send my pledge").click()
    summary = page.get_by_role("alert").first
    expect(summary).to_be_focused()
    expect(page.get_by_label("Your pledge")).to_have_value("You should all be nicer")
    summary.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("#id_text$"))


@pytest.mark.parametrize("words", ["galop", "scotland"])
def test_search_words_stay_out_of_the_address(open_page, words):
    page = open_page(javascript=False)
    page.goto("/resources/?country=GB")
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".entry").first).to_contain_text(re.compile(words, re.IGNORECASE))
    assert words not in page.url
    assert all(words not in address for address in page.requested)


def test_coming_back_to_a_list_works_as_its_sentence_says(open_page):
    """The words are in no address and in no file of the browser, so it must ask us for the list once more."""
    page = open_page(javascript=False)
    page.goto("/resources/?country=GB")
    expect(page.get_by_text("your browser may show an error")).to_have_count(
        0
    )  # an address comes back by itself
    page.get_by_role("searchbox").fill("galop")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("your browser may show an error. Load the page again")).to_be_visible()
    page.locator(".entry h3 a").first.click()
    expect(page.get_by_role("heading", name="Get in touch")).to_be_visible()
    with contextlib.suppress(Error):  # Chromium: ERR_CACHE_MISS
        page.go_back()
    page.wait_for_timeout(1000)  # the browser's own page stands there before a person can load again
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("galop")
    expect(page.locator(".entry").first).to_contain_text("Galop")
    assert "galop" not in page.url
