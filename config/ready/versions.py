"""The numbers of PageVersion as this process last saw them: asked for once a second, by one request at a time."""

import time
from collections.abc import Mapping
from threading import Lock

from django.db import DatabaseError, connection

from config.ready.kept import PARTS
from config.ready.models import PageVersion

EVERY = 1.0  # seconds after which a change is seen by every process
AGAIN = 5.0  # seconds between two tries while the database is away, so that readers do not wait for it


_changed = [0]  # how often this process itself has changed what readers see


def changed_here() -> None:
    """This process does not wait for EVERY to notice what it changed itself."""
    _changed[0] += 1


class Versions:
    """`current()` gives part to number, or None while the database is away."""

    def __init__(self) -> None:
        self._seen: Mapping[str, int] | None = None
        self._next = 0.0
        self._known = _changed[0]
        self._lock = Lock()

    def current(self) -> Mapping[str, int] | None:
        if self._known != _changed[0]:
            self._known, self._next = _changed[0], 0.0
        if time.monotonic() >= self._next and self._lock.acquire(blocking=self._next == 0.0):
            try:
                if time.monotonic() >= self._next:
                    self._ask()
            finally:
                self._lock.release()
        return self._seen

    def _ask(self) -> None:
        self._seen = read() or read()  # a connection that died in the meantime is made anew
        self._next = time.monotonic() + (AGAIN if self._seen is None else EVERY)


def read() -> Mapping[str, int] | None:
    """Part to number, from the database; None when it cannot be reached."""
    try:
        return {**dict.fromkeys(PARTS, 0), **dict(PageVersion.objects.values_list("part", "number"))}
    except DatabaseError:
        connection.close()
        return None
