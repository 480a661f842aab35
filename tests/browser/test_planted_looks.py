"""Faults put in on purpose, each to be seen by one look alone: every look at a page notices its own."""

import json

import pytest

from tests.browser.engines import OPTIONS, violations
from tests.browser.looks import LOOKS, Walk, looked_at, prepared

WIDTHS = {look.width for look in LOOKS}
TOO_WIDE = "".join(f"@media (width: {w}px) {{ .wide {{ inline-size: {w + 17}px; }} }}" for w in WIDTHS)
FAULTY = f"""<!doctype html><html lang="en"><title>Faults</title><meta name="viewport" content="width=device-width">
<style>
    {TOO_WIDE}
    body {{ margin: 0; background: #fff; }}
    .pale {{ color: #767676; }}
    .clip {{ inline-size: 12em; block-size: 1.6em; overflow: hidden; font: 16px/1.4 monospace; }}
    .rem {{ inline-size: 12rem; }}
    .btn {{ border: 0; text-decoration: none; block-size: 30px; transition: color 1s; }}
    @media (prefers-color-scheme: dark) {{
        body {{ background: #222; color: #fff; }}
        .pale {{ color: #fff; }}
        .dim {{ color: #666; }}
    }}
</style>
<main><h1>Faults</h1>
<p class="pale">Four and a half to one, and not seven.</p><p class="dim">Seen in the light.</p>
<p class="clip">Just fits in this</p><div class="rem">.</div><div class="wide">.</div>
<p>{"words that go on and on " * 8}</p>
<a class="btn" href="/one/">Same</a> <a class="btn" href="/two/">Same</a></main>"""
# What every look must have noticed, by a word of what it says.
NOTICED = {
    "sniffer": "1_4_6",
    "axe": "color-contrast",
    "sideways": " in ",
    "spacing": "clip",
    "sniffer dark": "dim",
    "twice": "384 in 360",
    "small": "btn",
    "edges": "btn",
    "moving": "btn",
    "longLines": "words that go on",
    "sameNames": "same",
    "axe dark": "dim",
}
# On white: 2.3, 3.9, 4.54, 5.8 and 7.2 to 1.
RATIOS = ("#aaa", "#808080", "#767676", "#656565", "#585858")
UNDER = f"""() => axe.run({json.dumps(OPTIONS)}).then(seen => seen.violations.flatMap(
    fault => fault.nodes.map(node => document.querySelector(node.target[0]).textContent)))"""
# Where every part of a page is, and in which colours.
STATE = """() => [...document.querySelectorAll('body, body *')].map(e => {
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    return [e.tagName, box.x, box.y, box.width, box.height, style.color, style.backgroundColor, style.borderTopStyle,
        style.transitionDuration].join(' ');
})"""


@pytest.fixture(scope="module")
def found(browser, site):
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.route("**/faults/", lambda route: route.fulfill(content_type="text/html", body=FAULTY))
    walk = Walk(page, ["/faults/"])
    context.close()
    return walk


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.name} {look.width}")
def test_every_look_notices_its_fault(found, look):
    (faults,) = found.faults(look.name, look.width).values()
    assert any(NOTICED[look.name] in str(fault) for fault in faults), faults
    if look.name == "sideways":
        assert faults == [f"{look.width + 17} in {look.width}"]
    if "dark" in look.name or look.name in ("sniffer", "axe"):
        other = "pale" if look.wishes else "dim"
        assert not any(f'class="{other}"' in str(fault) for fault in faults), "the other scheme"


def test_no_look_notices_what_the_look_before_has_left_behind(open_page):
    """A second round on the same page finds what the first one found."""
    page = open_page()
    page.goto("/iwill/new/")
    first = looked_at(page)
    assert looked_at(page) == first


@pytest.mark.parametrize("path", ["/", "/resources/?country=GB", "/act/facts/", "/iwill/new/"])
def test_a_page_that_is_made_another_way_is_the_page_that_is_loaded_that_way(open_page, path):
    changed = open_page()
    changed.goto(path)
    for look in {(look.width, look.wishes): look for look in LOOKS}.values():
        prepared(changed, look)
        loaded = open_page()
        prepared(loaded, look)
        loaded.goto(path)
        assert changed.evaluate(STATE) == loaded.evaluate(STATE), look


def test_axe_names_every_text_under_the_ratio_and_none_above(open_page):
    page = open_page()
    page.set_content(
        "<!doctype html><html lang=en><title>x</title><body style='background: #fff'><main><h1>x</h1>"
        + "".join(f"<p style='color: {colour}'>{colour}</p>" for colour in RATIOS)
        + "".join(f"<p style='font-size: 24px; color: {colour}'>large {colour}</p>" for colour in RATIOS)
    )
    found = dict(violations(page))
    assert set(found) == {"color-contrast"}
    assert page.evaluate(UNDER) == ["#aaa", "#808080", "#767676", "#656565", "large #aaa", "large #808080"]
