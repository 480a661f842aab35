"""WCAG 2.2 AA rules, contrast 7:1, no sideways scroll, targets, focus: on every kind of page, error states too."""

import pytest
from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "/",
    "/?country=GB-SCT",
    "/resources/",
    "/resources/?country=GB&q=nothing-that-fits",
    "/resources/card/",
    "/resources/rape-sexual-abuse-support-line-england-wales/",
    "/act/",
    "/act/find/",
    "/act/guides/",
    "/act/guides/when-someone-tells-you/",
    "/act/guides/looking-back/",
    "/act/card/",
    "/act/actions/",
    "/act/actions/make-a-small-distraction/",
    "/act/practise/",
    "/act/practise/the-seat-on-the-bus/",
    "/act/practise/the-seat-on-the-bus/b/",
    "/act/words/",
    "/act/facts/",
    "/act/sources/",
    "/act/sources/points/",
    "/act/sources/ideas/",
    "/act/sources/men-answer-metoo-with-iwill/",
    "/iwill/",
    "/iwill/new/",
    "/iwill/new/?action=make-a-small-distraction",
    "/iwill/mine/not-a-link/",
    "/board-rules/",
    "/safety/",
    "/privacy/",
    "/accessibility/",
    "/about/",
    "/nothing/",
]
SMALL = """() => [...document.querySelectorAll('.btn, .call, .leave, .door, .tick, .pill, .choice, summary')]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
    .map(e => e.outerHTML.slice(0, 90) + ' ' + e.getBoundingClientRect().height)"""


def violations(page):
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {"color-contrast-enhanced": {"enabled": True}},
    }
    found = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [node["html"][:120] for node in v["nodes"]][:3]) for v in found]


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


@pytest.mark.parametrize(
    ("width", "scheme"), [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
)
def test_every_kind_of_page_follows_the_rules(open_page, width, scheme):
    page = open_page(width=width, scheme=scheme)
    faults = {}
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        if found := violations(page):
            faults[path] = found
    assert faults == {}


def test_the_form_with_errors_follows_the_rules(open_page):
    for scheme in ("light", "dark"):
        page = open_page(scheme=scheme)
        page.goto("/iwill/new/")
        page.get_by_role("button", name="Send my pledge").click()
        page.wait_for_load_state("networkidle")
        assert violations(page) == []


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_scrolls_sideways(open_page, width, prefix):
    page = open_page(width=width)
    faults = {}
    for path in PAGES:
        page.goto(prefix + path)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            faults[path] = needed
    assert faults == {}


def test_text_twice_as_large_still_fits(open_page):
    page = open_page(width=360)
    faults = {}
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > 360:
            faults[path] = needed
    assert faults == {}


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_name_in_a_chart_is_not_broken_inside_a_word(open_page, prefix):
    page = open_page(width=320)
    page.goto(f"{prefix}/act/facts/")
    assert page.locator(".chart th[scope=row]").count() > 10
    assert [word for word in page.evaluate(BROKEN) if "-" not in word and "/" not in word] == []


def test_main_targets_are_large_enough(open_page):
    page = open_page()
    faults = {}
    for path in PAGES:
        page.goto(path)
        if small := page.evaluate(SMALL):
            faults[path] = small
    assert faults == {}


def test_focus_is_seen_and_never_covered(open_page):
    page = open_page()
    for path in ("/", "/resources/", "/iwill/new/"):
        page.goto(path)
        covered, stops = [], 0
        while stops < 90:
            page.keyboard.press("Tab")
            stops += 1
            state = page.evaluate(
                """() => {
                    const e = document.activeElement;
                    if (!e || e === document.body) return null;
                    const box = e.getBoundingClientRect();
                    const x = box.left + box.width / 2, y = box.top + Math.min(box.height / 2, 30);
                    const top = document.elementFromPoint(x, y);
                    const label = e.labels && e.labels[0];
                    const hit = top && (e.contains(top) || top.contains(e) || (label && label.contains(top)));
                    return [e.outerHTML.slice(0, 100), !!hit, getComputedStyle(e).outlineStyle];
                }"""
            )
            if state is None:
                break
            if not state[1] or state[2] == "none":
                covered.append((path, state))
        assert covered == []
        assert stops > 15


def test_printing_keeps_numbers_and_drops_the_frame(open_page):
    page = open_page(width=1280)
    page.goto("/resources/rape-sexual-abuse-support-line-england-wales/")
    page.emulate_media(media="print")
    assert not page.locator("#leave").is_visible()
    assert not page.locator(".foot").is_visible()
    assert page.locator('a[href="tel:+448085002222"]').first.is_visible()
