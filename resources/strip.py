"""Main lines that staff hid: the help strip of every page must not offer them, also while the database is down.

Written to `settings.STOPPED_LINES` after a change, and every hour by `tidy`, so that several machines agree.
"""

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from config.chrome.crisis import main_lines
from resources.models import Contact, Hidden, Service, Tombstone

STOPS = (Hidden.DEAD, Hidden.WRONG, Hidden.UNSAFE, Hidden.STOPPED)


def stopped() -> list[tuple[str, str]]:
    """(slug of the service, value) of every main line that is hidden or on the do-not-list."""
    lines = main_lines()
    slugs, values = {slug for slug, _value in lines}, {value for _slug, value in lines}
    rows = Contact.objects.filter(service__slug__in=slugs, value__in=values, hidden__in=STOPS)
    hidden = set(rows.values_list("service__slug", "value"))
    closed = set(Tombstone.objects.filter(service__slug__in=slugs).values_list("service__slug", flat=True))
    blocked = Tombstone.objects.blocking(values)
    return sorted(line for line in lines if line in hidden or line[0] in closed or line[1] in blocked)


def write() -> int:
    """Write the file anew; a reader sees the old one or the new one, never half. Returns how many lines are stopped.

    Raises OSError.
    """
    lines, path = stopped(), Path(settings.STOPPED_LINES)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(lines, file)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return len(lines)


def later() -> None:
    """Write it when what is being done is done. A full disk does not undo it: `tidy` tries again."""
    transaction.on_commit(write, robust=True)


def follow(services: Iterable[UUID]) -> None:
    """Contacts of these services changed."""
    slugs = {slug for slug, _value in main_lines()}
    if Service.objects.filter(pk__in=list(services), slug__in=slugs).exists():
        later()
