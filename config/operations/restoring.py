"""A copy becomes the database: looked into first, put beside, brought up to date, and only then swapped in.

What was deleted since the copy was made is deleted again before anybody can read it.
"""

import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from actions.pledges import tombstones
from config.operations import copies, engines, looking, sealed
from config.ready.kept import PARTS
from config.ready.models import PageVersion

Say = Callable[[str], None]
BESIDE = ("", "-wal", "-shm", "-journal")  # the file, and what SQLite writes beside it
AFTER = ("purge_pledges", "recount", "verify_decisions")


class RestoreError(Exception):
    """A sentence about why nothing was restored."""


def restore(
    source: Path, *, replace: bool, key: bytes | None, erased: list[Path], say: Say
) -> looking.Contents:
    """Put a copy in the place of the database of the settings; what was found in the copy.

    Raises RestoreError, EngineError, CopyError or SealError. With SQLite the old database is then as it was; with
    PostgreSQL too, unless what comes after the load failed, and the sentence says which of them.
    """
    if not source.is_file():
        raise RestoreError(f"{source} is not a file.")
    empty = engines.is_empty()
    if not empty and not replace:
        raise RestoreError("The database is not empty. To replace all that is in it: --replace")
    beside = source.parent / copies.ERASED
    lists = [*erased, *([beside] if beside.exists() and beside not in erased else [])]
    with tempfile.TemporaryDirectory(dir=settings.VAR, prefix=".copy-") as scratch:
        plain = source
        if sealed.is_sealed(source):
            plain = Path(scratch) / "plain"
            copies.opened(source, plain, key)
        contents = looking.into(plain)
        say(f"The copy is whole: {contents.line}.")
        put = _sqlite if connection.vendor == "sqlite" else _postgres
        with put(plain, Path(scratch), empty, say):
            bring_up_to_date(lists, say)
    return contents


def bring_up_to_date(erased: list[Path], say: Say) -> None:
    """Migrations that came since, deletions that came since, numbers, and the chain of decisions."""
    call_command("migrate", verbosity=0, interactive=False)
    say("The tables are those of this version of the site.")
    for path in erased:
        say(f"{tombstones.read(path)} deletions are new to this copy, from {path}.")
    for name in AFTER:
        call_command(name, stdout=_Lines(say))
    # Whoever kept pages of before must not take them for those of now: a number that was never there.
    for part in PARTS:
        PageVersion.objects.update_or_create(pk=part, defaults={"number": int(time.time())})


class _Lines:
    """Takes what a command prints and says it line by line."""

    def __init__(self, say: Say) -> None:
        self.say = say

    def write(self, text: str) -> None:
        if text.strip():
            self.say(text.strip())

    def flush(self) -> None:
        """Nothing is held back."""


@contextmanager
def _sqlite(plain: Path, scratch: Path, empty: bool, say: Say) -> Iterator[None]:
    """Work on a file beside; swap it in when all went well."""
    place = Path(engines.place()).resolve()
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.restoring")
    _gone(beside)
    os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with engines.pointing_at(str(plain)):
            engines.copy_sqlite(beside)
        with engines.pointing_at(str(beside)):
            yield
        with engines.alone(beside):
            pass  # what stood in the log beside it is in the file now
        looking.into(beside)
        if not place.exists():
            os.replace(beside, place)
            return
        old = place.with_name(f"{place.name}.replaced-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}")
        with engines.alone(place):
            for end in BESIDE:  # of a damaged file these may be left, and would be read into the new one
                with suppress(FileNotFoundError):
                    os.replace(place.with_name(place.name + end), old.with_name(old.name + end))
            os.replace(beside, place)
        if empty:
            old.unlink()
        else:
            say(
                f"The database of before is {old}. Delete it when the site is right again: it holds what was deleted."
            )
    finally:
        connection.close()
        _gone(beside)


@contextmanager
def _postgres(plain: Path, scratch: Path, empty: bool, say: Say) -> Iterator[None]:
    """Load it in one transaction, then go on in the same database."""
    if engines.others():
        raise engines.EngineError(engines.BUSY)
    script = scratch / "script.sql"
    os.close(os.open(script, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection.close()
    engines.restore_postgres(plain, script)
    script.unlink()
    say("The copy is in the database. Keep the site stopped until this says “done”.")
    yield


def _gone(beside: Path) -> None:
    """The file and what SQLite writes beside it."""
    for end in BESIDE:
        beside.with_name(beside.name + end).unlink(missing_ok=True)
