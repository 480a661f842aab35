"""WCAG 2.2 AA and what we hold of AAA: every kind of page, in both languages, light and dark, small and large.

Three engines look: axe, HTML CodeSniffer (AAA) and our own rules (tests/browser/engines).
"""

from functools import cache

import pytest

from tests.browser import states
from tests.browser.conftest import new_page
from tests.browser.engines import own, sniffer, unfold, violations
from tests.browser.looks import Walk
from tests.site.addresses import is_for_machines, names

LANGUAGES = ["", "/es"]
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


@pytest.fixture(scope="session")  # a process may do tests of other files in between
def walk(browser, site, made):
    """A function: a language to a walk over every kind of page, which is made once."""

    @cache
    def make(prefix):
        page = new_page(browser, site)
        walk = Walk(page, [prefix + path for path in states.all_pages(made)])
        page.context.close()
        return walk

    return make


def test_every_kind_of_page_is_looked_at():
    assert {name for name in names() if not is_for_machines(name)} == set(states.KINDS)


ENGINES = {320: ("axe", "sniffer", "sniffer dark"), 1280: ("axe dark", "sniffer dark", "sniffer")}


def judged(page, schemes):
    """What axe finds in the first scheme, and CodeSniffer in both: it sees colours as well and is far quicker."""
    found = []
    for number, scheme in enumerate(schemes):
        page.emulate_media(color_scheme=scheme)
        found += [(scheme, fault) for fault in [*sniffer(page), *([] if number else violations(page))]]
    return found


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("width", ENGINES)
def test_two_engines_find_nothing_on_any_kind_of_page(walk, width, prefix):
    for look in ENGINES[width]:
        assert walk(prefix).faults(look, width) == {}, look


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
def test_nothing_scrolls_sideways(walk, width, prefix):
    """320 pixels is also what a window of 1280 leaves when it is enlarged to 400 %."""
    assert walk(prefix).faults("sideways", width) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_text_twice_as_large_still_fits(walk, prefix):
    assert walk(prefix).faults("twice", 360) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_text_set_wider_is_neither_cut_off_nor_too_wide(walk, prefix):
    assert walk(prefix).faults("spacing", 320) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_no_line_is_too_long_and_no_name_leads_to_two_places(walk, prefix):
    assert walk(prefix).faults("longLines", 1280) == {}
    assert walk(prefix).faults("sameNames", 1280) == {}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_a_name_in_a_chart_is_not_broken_inside_a_word(open_page, prefix):
    page = open_page(width=320)
    page.goto(f"{prefix}/act/facts/")
    assert page.locator(".chart th[scope=row]").count() > 10
    assert [word for word in page.evaluate(BROKEN) if "-" not in word and "/" not in word] == []


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_main_targets_are_large_enough(walk, prefix):
    assert walk(prefix).faults("small", 360) == {}


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


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_with_the_colours_of_the_reader_everything_that_can_be_pressed_keeps_an_edge(walk, open_page, prefix):
    assert walk(prefix).faults("edges", 360) == {}
    page = open_page(forced_colors="active")
    page.goto(f"{prefix}/iwill/new/")
    page.keyboard.press("Tab")
    assert own(page, "focus")[1] == []


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_nothing_moves_for_who_asked_for_that(walk, prefix):
    assert walk(prefix).faults("moving", 360) == {}


def test_printing_keeps_numbers_and_drops_the_frame(open_page):
    page = open_page(width=1280)
    page.goto(states.SERVICE)
    page.emulate_media(media="print")
    assert not page.locator("#leave").is_visible()
    assert not page.locator(".foot").is_visible()
    assert page.locator('a[href="tel:+448085002222"]').first.is_visible()
