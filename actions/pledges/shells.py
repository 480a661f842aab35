"""The page around the cards of the wall: rendered once for everything it depends on, and kept for the next reader.

The key holds all that the page shows: the ready-made pledges and the numbers as they were just read, what was chosen,
and what the frame of the site takes from a request. So a page that is kept is never an old one, and nobody has to
clear anything. Written pledges and cursors are not in it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

from django.http import HttpRequest, HttpResponse

from config.zipped import Around

CARDS, OLDER = "\0cards\0", "STANDSolder"
MOST = 100  # pages of 10 to 40 kB, and compressed


@dataclass(frozen=True)
class Shell:
    """One page: what stands around the cards and the cursor, and what stands between those two.

    `cards`, `older`: whether it has a place for them.
    """

    around: Around
    cards: bool
    between: str
    older: bool

    def answer(self, request: HttpRequest, cards: str, older: str) -> HttpResponse:
        """The page with the cards and the cursor in it, as the client takes it."""
        parts = (cards if self.cards else "", self.between, older if self.older else "")
        return self.around.answer(request, "".join(parts).encode())


def shell(page: str) -> Shell:
    """A page with CARDS and OLDER in their places, or without the second, or without both."""
    before, has_cards, rest = page.partition(CARDS)
    between, has_older, after = rest.partition(OLDER)
    if OLDER in before or OLDER in after:
        raise ValueError("a place for the cards or the cursor is not where it belongs")
    if not has_older:
        between, after = "", rest
    return Shell(Around(before.encode(), after.encode()), has_cards != "", between, has_older != "")


class Shells:
    """At most `most` pages, the least used thrown out first. One for each process."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, Shell] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable, render: Callable[[], str]) -> Shell:
        """`render` makes the page with CARDS and OLDER in their places, when it is not kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
        return found or self._keep(key, shell(render()))

    def _keep(self, key: Hashable, made: Shell) -> Shell:
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return made
