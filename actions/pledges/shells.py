"""The page around the cards of the wall: rendered once for everything it depends on, and kept for the next reader.

The key holds all that the page shows: the ready-made pledges and the numbers as they were just read, what was chosen,
and what the frame of the site takes from a request. So a page that is kept is never an old one, and nobody has to
clear anything. Written pledges and cursors are not in it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

CARDS, OLDER = "\0cards\0", "STANDSolder"
MOST = 100  # pages of 10 to 40 kB


class Shells:
    """At most `most` pages, the least used thrown out first. One for each process."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, list[str]] = OrderedDict()
        self._lock = Lock()

    def page(self, key: Hashable, render: Callable[[], str], cards: str, older: str) -> str:
        """The page with the cards and the cursor in it. `render` makes it with CARDS and OLDER in their places."""
        with self._lock:
            parts = self._kept.get(key)
            if parts is not None:
                self._kept.move_to_end(key)
        if parts is None:
            parts = self._keep(key, render())
        before, *after = parts
        if not after:
            return before
        return "".join((before, cards, after[0], *((older, after[1]) if after[1:] else ())))

    def _keep(self, key: Hashable, page: str) -> list[str]:
        before, mark, rest = page.partition(CARDS)
        parts = [before, *(rest.split(OLDER) if mark else ())]
        if OLDER in before or len(parts) > 3:
            raise ValueError("a place for the cards or the cursor is not where it belongs")
        with self._lock:
            self._kept[key] = parts
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return parts
