"""The neutral look and public machines in a real browser: what the tab says, what Back shows, and who comes next."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.engines import violations
from tests.browser.kinds import LISTING
from tests.browser.looks import in_every_way

COLOURS = """() => [document.body, ...document.querySelectorAll('body *')].flatMap(e => {
    const look = getComputedStyle(e);
    return [look.color, look.backgroundColor, look.borderTopColor];
})"""


def grey(colour):
    """Whether the three parts of a colour are nearly the same, or nothing of it shows."""
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)]
    return (len(parts) == 4 and parts[3] == 0) or max(parts[:3]) - min(parts[:3]) < 8


@pytest.mark.parametrize("javascript", [True, False])
def test_a_walk_from_home_stays_neutral(open_page, javascript):
    page = open_page(width=1280, javascript=javascript)
    page.goto("/about/")
    page.get_by_role("link", name="Plain look").click()
    page.wait_for_url(re.compile("/about/.neutral=1$"))
    page.locator(".brand").click()
    for name in ("Someone told me", "Find help", "#IWill"):
        page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()
        page.wait_for_url(re.compile("neutral=1"))
        expect(page).to_have_title("Notes")
        assert "icon" not in page.locator('link[rel="icon"]').get_attribute("href")
    page.goto("/resources/?country=GB&neutral=1")
    page.get_by_role("searchbox").fill("galop")
    page.get_by_role("button", name="Search").click()
    page.locator(".entry h3 a").first.click()
    page.wait_for_url(re.compile("/resources/[^?]+/.*neutral=1"))
    expect(page).to_have_title("Notes")
    expect(page.locator("#leave")).to_have_text("Close")
    page.get_by_role("link", name="Usual look").click()
    expect(page).not_to_have_title("Notes")


@pytest.mark.parametrize("path", ["/", "/resources/?country=GB", LISTING, "/act/facts/", "/iwill/new/"])
def test_the_neutral_look_has_no_colour_of_ours_and_follows_the_rules(open_page, path):
    page = open_page()
    page.goto(f"{path}{'&' if '?' in path else '?'}neutral=1")

    def look(page):
        return sorted({colour for colour in page.evaluate(COLOURS) if not grey(colour)}) + violations(page)

    assert in_every_way(page, look, (360,)) == {}
    assert page.errors == []


def test_links_replace_the_page_so_that_back_leaves_the_site(open_page):
    page = open_page(width=1280)
    page.goto("about:blank")
    page.goto("/?neutral=1")
    before = page.evaluate("history.length")
    for name in ("Someone told me", "Find help"):
        page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()
        page.wait_for_url(re.compile("/(act|resources)/"))
        page.wait_for_load_state()
    assert page.evaluate("history.length") == before
    page.go_back()
    assert page.url == "about:blank"


def test_a_public_machine_starts_again_when_nobody_is_there(open_page):
    page = open_page(width=1280)
    page.clock.install(time=0)
    page.goto("/iwill/new/?kiosk&country=GB")
    page.clock.pause_at(30)  # seconds, before the first notice: from here on a slow machine has no say
    page.get_by_label("Your pledge").fill("words of the one before")
    soon = page.locator("#kiosk-soon")
    page.clock.run_for(39_000)
    expect(soon).to_be_empty()
    page.clock.run_for(2_000)
    expect(soon).to_contain_text("Is somebody still here?")
    expect(soon).to_be_in_viewport()
    page.keyboard.press("Shift")  # anything stays
    expect(soon).to_be_empty()
    page.clock.run_for(59_000)
    assert "/iwill/new/" in page.url
    page.clock.run_for(2_000)
    page.wait_for_url("**/?kiosk=en")
    page.go_back()
    page.wait_for_load_state()
    assert "words of the one before" not in page.content()
    assert not page.get_by_label("Your pledge").count()


def test_the_notice_of_a_public_machine_follows_the_rules(open_page):
    page = open_page(width=1280)
    page.goto("/iwill/new/?kiosk&country=GB")
    page.locator("#kiosk").evaluate(
        "kiosk => { document.getElementById('kiosk-soon').textContent = kiosk.dataset.soon; }"
    )
    expect(page.locator("#kiosk-soon")).to_contain_text("Is somebody still here?")
    assert violations(page) == []


def test_a_start_that_nobody_touched_stays_as_it_is(open_page):
    page = open_page(width=1280)
    page.clock.install()
    page.goto("/?kiosk=en", wait_until="networkidle")
    page.requested.clear()
    page.clock.run_for(200_000)
    expect(page.locator("#kiosk-soon")).to_be_empty()
    assert page.requested == []
    page.get_by_role("link", name="Find help").first.click()
    page.wait_for_url(re.compile("kiosk=en"))


def test_a_public_machine_without_scripts_has_a_link(open_page):
    page = open_page(javascript=False, width=320)
    page.goto("/act/?kiosk=es&country=GB&neutral=1")
    link = page.get_by_role("link", name="Start again")
    expect(link).to_be_in_viewport()
    expect(page.get_by_text("by itself")).to_be_hidden()
    link.click()
    page.wait_for_url("**/es/?kiosk=es")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
