"""All that is judged of a page, look after look while it stays open: no page is loaded again for another width.

No script of ours asks how wide the window is, so a page that was made narrower is one that was loaded narrow
(test_planted_looks.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from playwright.sync_api import Page

from tests.browser.engines import SETTLE, own, sniffer, unfold, violations

LONGEST_LINE = 80  # characters, WCAG 1.4.8
HEIGHTS = {320: 740, 360: 740}  # wider windows are 900 high
USUAL = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}


@dataclass(frozen=True)
class Look:
    """What is judged, in a window how wide, and what its reader wishes: the words of Page.emulate_media."""

    name: str
    width: int
    take: Callable[[Page], list[Any]]
    wishes: tuple[tuple[str, str], ...] = ()


def rule(name: str, *arguments: Any) -> Callable[[Page], list[Any]]:
    return partial(own_rule, name, arguments)


def own_rule(name: str, arguments: tuple[Any, ...], page: Page) -> list[Any]:
    return own(page, name, *arguments)


DARK = (("color_scheme", "dark"),)
# In the order in which they are taken. axe sees each width in one scheme; CodeSniffer sees colours as well and is far
# quicker, so it sees both.
LOOKS = (
    Look("sniffer", 320, sniffer),
    Look("axe", 320, violations),
    Look("sideways", 320, rule("sideways")),
    Look("spacing", 320, rule("spacing")),
    Look("sniffer dark", 320, sniffer, DARK),
    Look("sideways", 360, rule("sideways")),
    Look("twice", 360, rule("twice")),
    Look("small", 360, rule("small")),
    Look("edges", 360, rule("edges"), (("forced_colors", "active"),)),
    Look("moving", 360, rule("moving"), (("reduced_motion", "reduce"),)),
    Look("sideways", 768, rule("sideways")),
    Look("sideways", 1280, rule("sideways")),
    Look("longLines", 1280, rule("longLines", LONGEST_LINE)),
    Look("sameNames", 1280, rule("sameNames")),
    Look("sniffer", 1280, sniffer),
    Look("sniffer dark", 1280, sniffer, DARK),
    Look("axe dark", 1280, violations, DARK),
)


def prepared(page: Page, look: Look) -> None:
    if page.viewport_size["width"] != look.width:
        page.set_viewport_size({"width": look.width, "height": HEIGHTS.get(look.width, 900)})
    page.emulate_media(**USUAL | dict(look.wishes))
    page.evaluate(SETTLE)


def in_every_way(
    page: Page, take: Callable[[Page], list[Any]], widths: tuple[int, ...]
) -> dict[Any, list[Any]]:
    """{(width, scheme): what is wrong} on the page that is open, light and dark."""
    found = {}
    for width in widths:
        for scheme in ("light", "dark"):
            prepared(page, Look("", width, take, (("color_scheme", scheme),)))
            found[width, scheme] = take(page)
    return {way: faults for way, faults in found.items() if faults}


def looked_at(page: Page) -> dict[tuple[str, int], list[Any]]:
    """(name of a look, width) to what it found on the page that is open."""
    unfold(page)
    found = {}
    for look in LOOKS:
        prepared(page, look)
        found[look.name, look.width] = look.take(page)
    return found


class Walk:
    """Every page of a list, opened once; `faults` says what one look found on all of them."""

    def __init__(self, page: Page, paths: list[str]) -> None:
        self.seen = {}
        for path in paths:
            prepared(page, LOOKS[0])
            page.goto(path)
            self.seen[path] = looked_at(page)

    def faults(self, name: str, width: int) -> dict[str, list[Any]]:
        """{path: what is wrong}. KeyError for a look that was not taken."""
        return {path: found[name, width] for path, found in self.seen.items() if found[name, width]}
