"""The finder on a small phone without scripts: reachable, readable, printable."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import press
from tests.browser.engines import SMALL, violations
from tests.browser.looks import in_every_way

WAYS = {
    "a stranger on a train": ["now", "street-transport", "stranger", "yes", "longer"],
    "abuse at home": ["now", "home-family", "partner", "no", "longer"],
    "payback at work": ["repeats", "workplace", "charge", "unsure", "longer"],
}


def walk(page, answers, prefix=""):
    """From the first question to the moves, by its buttons."""
    page.goto(f"{prefix}/act/find/")
    for answer in answers:
        page.locator(f'.choice[value="{answer}"]').click()
    expect(page.locator(".move").first).to_be_visible()
    return page


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_small_phone_without_scripts_gets_from_home_to_the_words(open_page, prefix):
    page = open_page(width=320, javascript=False)
    page.goto(f"{prefix}/")
    press(page, page.locator(f'.door[href="{prefix}/act/find/"]'))
    for answer in ["now", "workplace", "charge", "no", "minute"]:
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        press(page, page.locator(f'.choice[value="{answer}"]'))
    expect(page.locator(".say").first).to_contain_text("“")
    assert page.url.endswith(f"{prefix}/act/find/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.context.cookies() == []
    page.locator('button[name="change"][value="safe"]').click()
    expect(page.locator('.choice[aria-current="true"]')).to_have_attribute("value", "no")


@pytest.mark.parametrize("way", [*WAYS, "about me"])
def test_the_moves_follow_the_rules(open_page, way):
    page = open_page(width=320)
    if way in WAYS:
        walk(page, WAYS[way])
    else:
        page.goto("/act/find/")
        press(page, page.locator('.choice[name="about"]'))
    assert in_every_way(page, lambda p: violations(p) + p.evaluate(SMALL), (320, 1280)) == {}


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("way", WAYS)
def test_the_moves_fit_one_sheet_of_paper(open_page, way, prefix):
    page = walk(open_page(width=360), WAYS[way], prefix)
    page.wait_for_load_state("networkidle")
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "12mm")
    pdf = page.pdf(format="A4", margin=margin)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
