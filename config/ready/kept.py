"""Which pages are kept ready, with which parameters, and what they rest on. Pure.

A page that is not in KEPT is rendered each time. What a reader typed is never part of an address that is kept, so it
is never in this memory. A test walks every public address: each is here, or below with its reason.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

# Part of the site to the apps whose tables it is made of.
PARTS = {"content": ("resources", "guidance"), "board": ("pledges",)}
MINUTE = 60  # what says "open now" is looked at again after so many seconds
LONG = 3600
VALUE = re.compile(r"[A-Za-z0-9_-]{0,80}")  # empty: "in all countries"


@dataclass(frozen=True)
class Kept:
    """`parameters` may be in the address; `seconds` is how long at most; `parts` are those of PARTS."""

    parameters: tuple[str, ...] = ()
    seconds: int = LONG
    parts: tuple[str, ...] = ("content",)

    @property
    def changes_often(self) -> bool:
        """With every promise and every decision."""
        return "board" in self.parts


SHARED = ("country", "neutral", "kiosk")
BOARD = ("board", "content")
FACETS = (
    *("need", "audience", "region", "language", "channel", "open", "free", "anonymous", "quiet", "page"),
)
KEPT: dict[str, Kept] = {
    "home": Kept(parts=BOARD),
    "sitemap": Kept(),
    "robots": Kept(),
    "resources:list": Kept(FACETS, MINUTE),
    "resources:detail": Kept((), MINUTE),
    **dict.fromkeys(
        [
            *("guidance:home", "guidance:guides", "guidance:guide", "guidance:practise", "guidance:scenario"),
            *("guidance:choice", "guidance:facts", "guidance:words", "guidance:ideas", "guidance:points"),
            *("guidance:sources", "guidance:article", "guidance:card"),
        ],
        Kept(),
    ),
    "guidance:actions": Kept(("when", "where", "strategy", "effort")),
    "pledges:board": Kept(("before", "place", "strategy", "action", "language"), parts=BOARD),
    "pledges:pledge": Kept(parts=BOARD),
    "pledges:feed": Kept(parts=BOARD),
    "pledges:numbers": Kept(parts=BOARD),
    "pledges:board_rules": Kept(),
    **dict.fromkeys(
        [f"chrome:{name}" for name in ("safety", "promises", "privacy", "accessibility", "about")], Kept()
    ),
}
# name of the address: why it is rendered each time
PERSONAL = "It belongs to one person."
FORM = "Its form holds a token for one sitting."
RENDERED: dict[str, str] = {
    "healthz": "It says how this process is now.",
    "readyz": "It says how this process is now.",
    "metrics": "It says how this process is now, to staff.",
    "security_txt": "Its last day moves on with every day.",
    "gallery": "For builders.",
    "guidance:action": FORM,
    "guidance:find": "Answers of a reader may be in its address.",
    "pledges:new": FORM,
    "pledges:by_words": FORM,
    "pledges:mine": PERSONAL,
    "pledges:report": FORM,
    "resources:card": "A shortlist of a reader may be in it.",
    "resources:confirm": PERSONAL,
    "resources:offline": "A download that few ask for.",
    "resources:problem": FORM,
    "resources:thanks": "It follows a form.",
}


def page(name: str, query: str) -> Kept | None:
    """How a page of that address is kept; None when it is not. `query` is the raw query string.

    Only one spelling of each query is kept: known names, once each, plain values. Else a program could fill the memory.
    """
    kept = KEPT.get(name)
    if kept is None or not query:
        return kept
    if len(query) > 300:
        return None
    pairs = parse_qsl(query, keep_blank_values=True)
    names = [name for name, _value in pairs]
    plain = all(VALUE.fullmatch(value) for _name, value in pairs)
    known = set(names) <= {*kept.parameters, *SHARED} and len(names) == len(set(names))
    return kept if plain and known and urlencode(pairs) == query else None
