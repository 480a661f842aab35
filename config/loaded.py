"""Whether the files of this checkout are in the database already: then a start has nothing to migrate or to load.

The mark is a row of the database itself, so a database that is new, emptied, exchanged or restored says by itself what
it holds. It is made of everything that could change what is loaded: content, code with its migrations, and libraries.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from config.safety.models import LastRun

FOLDERS = ("config", "resources", "actions", "requirements")
SKIPPED = {"__pycache__", "static"}
MADE = (".mo", ".pyc")  # from other files
BEGINNING = "loaded "


def mark() -> str:
    """The name of the row: SHA-256 over paths and bytes of all files, and the installed libraries, cut to 128 bits."""
    digest = hashlib.sha256(repr((sys.version_info[:2], _libraries(), settings.LANGUAGES)).encode())
    for path in _files():
        content = hashlib.sha256(path.read_bytes()).digest()
        digest.update(path.relative_to(settings.BASE_DIR).as_posix().encode() + b"\0" + content)
    return BEGINNING + digest.hexdigest()[:32]


def is_loaded(name: str) -> bool:
    """Whether these files were loaded into this database, to the end. False too when it has no tables yet."""
    try:
        return LastRun.objects.filter(pk=name).exists()
    except DatabaseError:
        return False


def forget(**_signal: Any) -> None:
    """Loading begins, or tables changed, forwards or back: nobody knows what the database holds until it is loaded."""
    try:
        LastRun.objects.filter(pk__startswith=BEGINNING).delete()
    except DatabaseError:
        return  # no tables, so no mark


def remember(name: str) -> None:
    """All of it was loaded."""
    LastRun.objects.update_or_create(pk=name, defaults={"at": timezone.now()})


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        for place, folders, names in os.walk(settings.BASE_DIR / folder):
            folders[:] = sorted(set(folders) - SKIPPED)
            yield from (Path(place, name) for name in sorted(names) if not name.endswith(MADE))


def _libraries() -> list[str]:
    """Names with versions, as installers write them: an upgrade of Django may bring migrations."""
    import django

    return sorted(path.name for path in Path(django.__file__).parents[1].glob("*.dist-info"))
