"""A whole visit, as a person makes it: search, listing, report, finder, guide, an own pledge, the board."""

import re

from playwright.sync_api import expect

from tests.browser.kinds import LISTING

# Long pieces of the text of a page, as they would stand in a file that keeps it.
SENTENCES = """() => [...document.querySelectorAll('main p, main li')].map(e => e.textContent.trim())
    .filter(text => text.length > 60).slice(0, 40)"""


def visit(page, typed):
    """Walk through the site; `typed` are three words nobody else uses. Returns what could be read on the way."""
    seen = []

    def read():
        page.wait_for_load_state()
        seen.extend(page.evaluate(SENTENCES))

    page.goto("/?country=GB")
    expect(page.locator(".call--main")).to_be_visible()
    read()
    page.goto("/resources/?country=GB")
    search = page.get_by_role("searchbox")
    search.press_sequentially(f"{typed[0]} galop")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".entry").first).to_contain_text(re.compile("galop", re.IGNORECASE))
    read()
    page.goto(LISTING)
    read()
    page.get_by_role("link", name="Report a problem with these details").click()
    page.locator("input[name=reason]").first.check()
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url(re.compile("/resources/thanks/"))
    read()
    page.goto("/act/find/")
    for answer in ("now", "street-transport", "stranger", "yes", "longer"):
        page.locator(f'.choice[value="{answer}"]').click()
    expect(page.locator(".move").first).to_be_visible()
    read()
    page.goto("/act/guides/when-someone-tells-you/")
    read()
    page.goto("/iwill/new/")
    page.get_by_label("Your pledge").press_sequentially(f"I will be {typed[1]} when I listen")
    page.locator("[name=plan_if]").press_sequentially(f"it is {typed[2]}")
    page.get_by_label("I have not named anyone").check()
    page.get_by_role("button", name="Send my pledge").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("We have your pledge")
    read()
    page.goto("/iwill/")
    read()
    return sorted(set(seen))
