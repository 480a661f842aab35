"""The numbers of PageVersion as this process last saw them: asked for once a second, by one request at a time."""

import time
from collections.abc import Mapping
from threading import Lock

from django.db import DatabaseError, connection
from django.dispatch import Signal

from config.ready.kept import PARTS
from config.ready.models import PageVersion

EVERY = 1.0  # seconds after which a change is seen by every process
AGAIN = 5.0  # seconds between two tries while the database is away, so that readers do not wait for it
# Sent with `parts`, a set of PARTS, before a page is made from what changed: for what a machine keeps in a file.
changed = Signal()


class Versions:
    """`last` is part to number as last seen; `current()` is the same, or None while the database is away."""

    changes = 0  # made by this process itself, which does not wait for EVERY to notice them

    def __init__(self) -> None:
        self.last: Mapping[str, int] = {}
        self._away = True
        self._next = 0.0
        self._noticed = Versions.changes
        self._lock = Lock()

    def current(self) -> Mapping[str, int] | None:
        if self._noticed != Versions.changes:
            self._noticed, self._next = Versions.changes, 0.0
        if time.monotonic() >= self._next and self._lock.acquire(blocking=self._next == 0.0):
            try:
                if time.monotonic() >= self._next:
                    self._ask()
            finally:
                self._lock.release()
        return None if self._away else self.last

    def _ask(self) -> None:
        seen = read() or read()  # a connection that died in the meantime is made anew
        self._away = seen is None
        parts = {part for part, number in (seen or {}).items() if self.last.get(part) != number}
        if parts:
            changed.send_robust(type(self), parts=parts)
        self.last = seen or self.last
        self._next = time.monotonic() + (AGAIN if self._away else EVERY)


def read() -> Mapping[str, int] | None:
    """Part to number, from the database; None when it cannot be reached."""
    try:
        return {**dict.fromkeys(PARTS, 0), **dict(PageVersion.objects.values_list("part", "number"))}
    except DatabaseError:
        connection.close()
        return None
