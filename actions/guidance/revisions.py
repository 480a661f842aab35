"""The history of pieces: the only writer of `Revision`."""

from collections.abc import Iterable, Sequence
from typing import Any

from actions.guidance.kinds import Kind, Record
from actions.guidance.models import Piece, Revision
from actions.guidance.records import record_of

Origin = Revision.Origin


def snapshot(kind: Kind, row: Any) -> Record:
    """What a version holds: the record of a row, and whether it has a page. Parts are read from the row."""
    record = record_of(kind, row)
    return record | {"published": row.published} if isinstance(row, Piece) else record


def history(kind: Kind, row: Any) -> Any:
    """The versions of a row, the newest first."""
    return Revision.objects.of(kind.name, row.key, language_of(row))


def language_of(row: Any) -> str:
    """The language of a piece; empty for a source, which has none."""
    return getattr(row, "language", "")


def write(kind: Kind, rows: Iterable[Any], records: Sequence[Record], *, origin: str, by: Any = None) -> None:
    """Add a version of each row, which says what its record says."""
    Revision.objects.bulk_create(
        [
            Revision(
                kind=kind.name, key=row.key, language=language_of(row), record=record, origin=origin, by=by
            )
            for row, record in zip(rows, records, strict=True)
        ],
        batch_size=100,
    )


def begin(kind: Kind, rows: Sequence[Any], *, origin: str) -> None:
    """Write down what rows say now where they have no version yet: made before there was a history. At most two
    queries, and none without rows."""
    if not rows:
        return
    known = Revision.objects.filter(kind=kind.name, language=language_of(rows[0]))
    keys = set(known.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    fresh = [row for row in rows if row.key not in keys]
    write(kind, fresh, [snapshot(kind, row) for row in fresh], origin=origin)
