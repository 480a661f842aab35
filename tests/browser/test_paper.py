"""What comes out of a printer, as PDF from a real browser: nothing cut, the numbers on the first sheet, cards alone."""

import re
import shutil
import subprocess
import unicodedata

import pytest
from playwright.sync_api import expect

from tests.browser.engines import SMALL, own, violations
from tests.browser.looks import in_every_way

SHEETS = ("A4", "Letter")
GUIDES = ("when-someone-tells-you", "looking-back", "understanding-numbers", "your-options")
MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
# What the style sheet leaves on the paper, a piece of text at a time. Text that a box hides is not asked for.
VISIBLE = """() => {
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node; (node = walker.nextNode());) {
        const box = node.parentElement;
        if (node.data.trim() && box.checkVisibility() && !box.closest('.vh')) found.push(node.data);
    }
    return found;
}"""
# Boxes that would run over the edge of the paper.
WIDE = """() => [...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && !e.closest('.vh, svg')
    && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.outerHTML.slice(0, 90))"""


def judged(page):
    return violations(page) + page.evaluate(SMALL) + own(page, "sideways")


@pytest.fixture
def on_paper(open_page, tmp_path):
    """A function: (page, sheet) to the text of each sheet of paper."""
    if not shutil.which("pdftotext"):
        pytest.skip("PDFTOTEXT IS MISSING: install poppler-utils to look at printed pages")

    def sheets(page, sheet):
        path = tmp_path / "paper.pdf"
        page.pdf(path=path, format=sheet, margin=MARGIN)
        done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
        return done.stdout.split("\f")[:-1]

    return sheets


def letters(text):
    """Without spaces, hyphens at line ends and ligatures."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def lost(page, sheets):
    """Words that should be on the paper and are not."""
    page.emulate_media(media="print")
    printed = letters("".join(sheets))
    words = {word for piece in page.evaluate(VISIBLE) for word in piece.split()}
    return sorted(word for word in words if letters(word) not in printed)


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_prints_whole_with_numbers_first_and_its_card_alone(
    open_page, on_paper, guide, prefix, sheet
):
    page = open_page(width=1280, scheme="dark")
    page.goto(f"{prefix}/act/guides/{guide}/?country=GB")
    card = page.locator(".card").inner_text()
    sheets = on_paper(page, sheet)
    assert lost(page, sheets) == []
    assert page.evaluate(WIDE) == []
    assert "0808 500 2222" in sheets[0]
    assert "999" in sheets[0]
    assert letters(sheets[-1]) == letters(card), "the card is on a sheet of its own"
    assert not re.search("#IWill board|Leave this site|Salir", "".join(sheets[:1]))
    assert all(text.strip() for text in sheets), "an empty sheet"


def test_an_action_prints_with_its_sources_and_its_card_alone(open_page, on_paper):
    page = open_page(width=1280)
    page.goto("/act/actions/make-a-small-distraction/?country=US")
    card = page.locator(".card").inner_text()
    sheets = on_paper(page, "Letter")
    assert lost(page, sheets) == []
    assert letters(sheets[-1]) == letters(card)
    assert "https://righttobe.org/" in "".join(sheets)
    assert "911" in sheets[0]


def test_the_card_for_telling_follows_the_rules_on_the_screen(open_page):
    page = open_page(width=320)
    for whom in ("told", "tell"):
        page.goto("/act/card/?country=US")
        page.locator(f"button[name=whom][value={whom}]").click()
        page.wait_for_load_state("networkidle")
        page.evaluate("window.scrollTo(0, 0)")
        assert in_every_way(page, judged, (320, 1280)) == {}


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("whom", ["told", "tell"])
def test_the_card_for_telling_is_one_side_with_a_heading_that_gives_nothing_away(
    open_page, on_paper, whom, sheet
):
    page = open_page(width=360, javascript=False)
    page.goto("/act/card/?country=GB-SCT")
    page.locator(f"button[name=whom][value={whom}]").click()
    page.get_by_label("Heading").select_option("shopping")
    page.get_by_role("button", name="Show the card").click()
    expect(page).to_have_title("Shopping")
    assert page.url.endswith("/act/card/#card"), "the answers are in no address"
    assert page.context.cookies() == []
    # longer, as other languages are
    page.evaluate("document.querySelectorAll('.telling li').forEach(li => li.append(' y un poco más'))")
    sheets = on_paper(page, sheet)
    assert len(sheets) == 1
    assert sheets[0].split()[0] == "Shopping"
    assert "999" in sheets[0]
    assert "08088 01 03 02" in sheets[0], "the line of Scotland"
    for word in ("Upstander", "Leave this site", "What it leaves behind", "Change how it looks"):
        assert word not in sheets[0]
