"""WCAG 2.2 AA and what we hold of AAA: every kind of page, in both languages, light and dark, small and large.

Three engines look: axe, HTML CodeSniffer (AAA) and our own rules (tests/browser/engines).
"""

import pytest

from tests.browser import states
from tests.browser.engines import own, sniffer, unfold, violations
from tests.site.addresses import is_for_machines, names

LANGUAGES = ["", "/es"]
LONGEST_LINE = 80  # characters, WCAG 1.4.8
# Forms, a long list, a long text, small things to press: where a focus could get lost.
STOPS = (
    "/",
    "/resources/",
    states.SERVICE,
    "/resources/card/",
    "/act/find/",
    "/iwill/new/",
    "{mine}",
    "/act/card/",
)
# The words of a chart that stand on more than one line.
BROKEN = r"""() => [...document.querySelectorAll('.chart th[scope=row]')].flatMap(cell => {
    const text = [...cell.childNodes].find(node => node.nodeType === Node.TEXT_NODE);
    return [...text.data.matchAll(/\S+/g)].filter(word => {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
    }).map(word => word[0]);
})"""


@pytest.fixture(scope="session")
def made(site):
    """Addresses of rows that were made for this run."""
    return states.make(site)


def faults_on(page, paths, look, prefix=""):
    """Run a look on every page and report all faults at once: {path: what is wrong}."""
    faults = {}
    for path in paths:
        page.goto(prefix + path)
        unfold(page)
        if found := look(page):
            faults[path] = found
    return faults


def test_every_kind_of_page_is_looked_at():
    assert {name for name in names() if not is_for_machines(name)} == set(states.KINDS)


def judged(page, schemes):
    """What axe finds in the first scheme, and CodeSniffer in both: it sees colours as well and is far quicker."""
    found = []
    for number, scheme in enumerate(schemes):
        page.emulate_media(color_scheme=scheme)
        found += [(scheme, fault) for fault in [*sniffer(page), *([] if number else violations(page))]]
    return found


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_two_engines_find_nothing_on_any_kind_of_page(open_page, made, width, prefix):
    schemes = ("light", "dark") if width == 320 else ("dark", "light")
    page = open_page(width=width)
    assert faults_on(page, states.all_pages(made), lambda p: judged(p, schemes), prefix) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("name", [*states.WRONG, *states.RIGHT])
def test_two_engines_find_nothing_after_a_form(open_page, prefix, name):
    page = open_page(width=320)
    {**states.WRONG, **states.RIGHT}[name](page, prefix)
    unfold(page)
    assert judged(page, ("light", "dark")) == []
    assert own(page, "sideways") + own(page, "small") + own(page, "sameNames") == []


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("name", states.WRONG)
def test_a_mistake_is_named_at_the_top_and_at_its_field_and_has_the_focus(open_page, prefix, name):
    page = open_page()
    states.WRONG[name](page, prefix)
    assert own(page, "errors") == []


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_scrolls_sideways(open_page, made, width, prefix):
    """320 pixels is also what a window of 1280 leaves when it is enlarged to 400 %."""
    page = open_page(width=width)
    assert faults_on(page, states.all_pages(made), lambda p: own(p, "sideways"), prefix) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_text_twice_as_large_still_fits(open_page, made, prefix):
    def look(page):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        return own(page, "sideways")

    assert faults_on(open_page(width=360), states.all_pages(made), look, prefix) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_text_set_wider_is_neither_cut_off_nor_too_wide(open_page, made, prefix):
    page = open_page(width=320)
    assert faults_on(page, states.all_pages(made), lambda p: own(p, "spacing"), prefix) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_no_line_is_too_long_and_no_name_leads_to_two_places(open_page, made, prefix):
    page = open_page(width=1280)

    def look(page):
        return own(page, "longLines", LONGEST_LINE) + own(page, "sameNames")

    assert faults_on(page, states.all_pages(made), look, prefix) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_a_name_in_a_chart_is_not_broken_inside_a_word(open_page, prefix):
    page = open_page(width=320)
    page.goto(f"{prefix}/act/facts/")
    assert page.locator(".chart th[scope=row]").count() > 10
    assert [word for word in page.evaluate(BROKEN) if "-" not in word and "/" not in word] == []


def test_main_targets_are_large_enough(open_page, made):
    page = open_page()
    assert faults_on(page, states.all_pages(made), lambda p: own(p, "small")) == {}


def focus_faults(page, paths):
    """Go through pages with the Tab key: what covers the focus or hides it, and how many stops there were."""
    faults, stops = [], 0
    for path in paths:
        page.goto(path)
        for _number in range(60):
            page.keyboard.press("Tab")
            state = own(page, "focus")
            if state is None:
                break
            stops += 1
            if state[1]:
                faults.append((path, state))
    return faults, stops


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_focus_is_plain_to_see_and_not_covered_in_any_corner(open_page, made, width, scheme):
    page = open_page(width=width, scheme=scheme)
    faults, stops = focus_faults(page, [path.format(**made) for path in STOPS])
    assert faults == []
    assert stops > 150


def test_with_the_colours_of_the_reader_everything_that_can_be_pressed_keeps_an_edge(open_page, made):
    page = open_page(forced_colors="active")
    assert faults_on(page, states.all_pages(made), lambda p: own(p, "edges")) == {}
    page.goto("/iwill/new/")
    page.keyboard.press("Tab")
    assert own(page, "focus")[1] == []


def test_nothing_moves_for_who_asked_for_that(open_page, made):
    page = open_page(reduced_motion="reduce")
    assert faults_on(page, states.all_pages(made), lambda p: own(p, "moving")) == {}


def test_printing_keeps_numbers_and_drops_the_frame(open_page):
    page = open_page(width=1280)
    page.goto(states.SERVICE)
    page.emulate_media(media="print")
    assert not page.locator("#leave").is_visible()
    assert not page.locator(".foot").is_visible()
    assert page.locator('a[href="tel:+448085002222"]').first.is_visible()
