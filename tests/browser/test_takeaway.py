"""Taking numbers along, in a real browser: scripts off, 320 px, nothing in the address, a file that fetches nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.engines import SMALL, own, violations
from tests.browser.looks import in_every_way

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def judged(page):
    return violations(page) + page.evaluate(SMALL) + own(page, "sideways")


def to_the_card(page, country="GB", services=2):
    page.goto(f"/resources/?country={country}")
    boxes = page.locator("input[type=checkbox][name=pick]")
    for place in range(services):
        boxes.nth(place).check()
    page.get_by_role("button", name="See the card").click()
    page.wait_for_load_state("networkidle")


def test_a_shortlist_survives_a_search_and_becomes_a_card_in_every_shape(open_page):
    page = open_page(width=320, javascript=False)
    page.goto("/resources/?country=GB")
    page.get_by_label("Add to my card").first.check()
    page.get_by_role("searchbox").fill("galop")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("1 on your card")).to_be_visible()
    page.get_by_label(re.compile("Add to my card: Galop")).check()
    page.get_by_role("button", name="See the card").click()
    card = page.locator("#card")
    expect(card).to_contain_text("0808 500 2222")
    expect(card).to_contain_text("0800 999 5428")
    for size in ("list", "large", "text", "wallet"):
        page.get_by_label("Size").select_option(size)
        page.get_by_label("Heading").select_option("shopping")
        page.get_by_role("button", name="Show the card").first.click()
        expect(page).to_have_title("Shopping")
        number = page.locator("#card").get_by_text("0808 500 2222").first
        expect(number).to_be_visible()
        if size == "large":
            assert float(number.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 32 * 4 / 3
        assert page.evaluate(SIDEWAYS) <= 0
    page.get_by_label("In danger: 999").uncheck()
    page.get_by_role("button", name="Show the card").last.click()
    expect(card).not_to_contain_text("danger")
    page.get_by_role("button", name=re.compile("Take off the card.*Galop")).click()
    expect(page.locator("#card")).not_to_contain_text("0800 999 5428")
    page.get_by_role("button", name="Add more").click()
    expect(page.get_by_role("searchbox")).to_have_value("galop")
    expect(page.get_by_text("1 on your card")).to_be_visible()
    assert not [address for address in page.requested if re.search(r"pick|galop|danger|keep|seen", address)]
    assert page.context.cookies() == []
    assert page.errors == []


def test_the_card_follows_the_rules_in_every_shape(open_page):
    page = open_page(width=320)
    to_the_card(page, services=6)
    faults = {}
    for size in ("wallet", "list", "large", "text"):
        page.get_by_label("Size").select_option(size)
        page.get_by_label("Names").select_option("full")
        page.get_by_role("button", name="Show the card").first.click()
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        if found := in_every_way(page, judged, (320, 1280)):
            faults[size] = found
    assert faults == {}


def test_paper_holds_the_card_and_nothing_of_the_site(open_page):
    page = open_page(width=1280)
    to_the_card(page)
    page.emulate_media(media="print")
    assert page.locator("#card").is_visible()
    for part in (".bar", ".crisis", "h1", ".foot", "#change", ".note"):
        assert not page.locator(part).first.is_visible(), part
    wide, high = page.locator(".wallet").first.evaluate(
        "e => [e.offsetWidth, e.offsetHeight].map(n => n * 25.4 / 96)"
    )
    assert wide == pytest.approx(85.6, abs=0.5)
    assert high == pytest.approx(54, abs=1)
    # no margin on the sheet: that is where a browser prints the address
    assert page.locator(".takeaway").evaluate("e => getComputedStyle(e).page") == "card"


def test_with_a_tick_the_way_to_the_card_stays_in_sight_and_hides_no_focus(open_page):
    page = open_page(width=360, javascript=True)
    page.goto("/resources/?country=GB")
    button = page.get_by_role("button", name="See the card")
    expect(button).not_to_be_in_viewport()
    page.get_by_label("Add to my card").first.check()
    expect(button).to_be_in_viewport()
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """() => {
                const box = document.activeElement.getBoundingClientRect();
                const bar = document.querySelector('.shortlist');
                return bar.contains(document.activeElement) || box.bottom <= bar.getBoundingClientRect().top + 1
                    || box.top >= bar.getBoundingClientRect().bottom;
            }"""
        ), page.evaluate("document.activeElement.outerHTML.slice(0, 90)")


def test_the_offline_file_opens_from_disk_and_asks_nobody_for_anything(open_page, tmp_path):
    page = open_page(width=360, accept_downloads=True)
    page.goto("/resources/?country=US")
    with page.expect_download() as download:
        page.get_by_role("link", name="Take the list for United States with you").click()
    assert download.value.suggested_filename == "numbers-us.html"
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    for width, scheme in ((320, "light"), (1280, "dark")):
        reader = open_page(width=width, scheme=scheme, offline=True)
        reader.goto(path.as_uri())
        assert reader.requested == [path.as_uri()]
        assert reader.errors == []
        assert reader.locator("script").count() == 0
        assert reader.evaluate(SIDEWAYS) <= 0
        ground = reader.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == ("rgb(253, 251, 247)" if scheme == "light" else "rgb(18, 24, 22)"), (
            "its own sheet applies"
        )
        reader.get_by_role("link", name="Wyoming").click()
        expect(reader.get_by_role("heading", name="Wyoming", exact=True)).to_be_in_viewport()
        assert violations(reader) == []
