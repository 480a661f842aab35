"""Ids of deleted pledges, kept so that an old backup does not bring them back.

They stand in a table and, one a line, in a file next to the database (ERASED_PLEDGES): a backup that is restored
brings an old table with it, and the file still knows what was deleted since. Only retention.py calls this.
"""

import datetime as dt
import logging
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from actions.pledges.models import ALPHABET, PUBLIC_ID_LENGTH, ErasedPledge, Pledge

log = logging.getLogger(__name__)
BATCH = 500


def keep(public_ids: Sequence[str]) -> None:
    """Remember that these are deleted. Inside the transaction that deletes them; the file follows the commit."""
    if not public_ids:
        return
    day = timezone.localdate()
    _insert(public_ids, day)
    transaction.on_commit(lambda: _write(public_ids, day))


def read(path: Path | None = None) -> int:
    """Bring the ids of the file into the table; returns how many the table did not know.

    A line that is not an id and a day is passed over: a write may have been cut off.
    """
    new = 0
    for day, ids in _in_file(path or Path(settings.ERASED_PLEDGES)).items():
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            known = set(ErasedPledge.objects.filter(pk__in=batch).values_list("pk", flat=True))
            missing = [public_id for public_id in batch if public_id not in known]
            _insert(missing, day)  # hourly, and most often there is nothing to write
            new += len(missing)
    return new


def unread_keys() -> set[int]:
    """Keys of pledges that the file knows as deleted, for a dry run."""
    found: set[int] = set()
    for ids in _in_file(Path(settings.ERASED_PLEDGES)).values():
        for start in range(0, len(ids), BATCH):
            rows = Pledge.objects.filter(public_id__in=ids[start : start + BATCH])
            found.update(rows.values_list("pk", flat=True))
    return found


def _insert(public_ids: Sequence[str], day: dt.date) -> None:
    rows = [ErasedPledge(public_id=public_id, day=day) for public_id in public_ids]
    ErasedPledge.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def _write(public_ids: Sequence[str], day: dt.date) -> None:
    """One append of whole lines. A full disk must not bring a deleted pledge back, so it is only logged."""
    try:
        with Path(settings.ERASED_PLEDGES).open("a", encoding="ascii") as file:
            file.write("".join(f"{public_id} {day.isoformat()}\n" for public_id in public_ids))
    except OSError:
        log.exception("The file of deleted pledges could not be written.")


def _in_file(path: Path) -> dict[dt.date, list[str]]:
    """Day to ids; empty without a file."""
    found: dict[dt.date, list[str]] = {}
    if not path.exists():
        return found
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        public_id, _blank, day = line.partition(" ")
        if len(public_id) != PUBLIC_ID_LENGTH or not set(public_id) <= set(ALPHABET):
            continue
        try:
            found.setdefault(dt.date.fromisoformat(day), []).append(public_id)
        except ValueError:
            continue
    return found
