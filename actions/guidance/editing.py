"""What happens when an editor changes a piece: tidy, save, and bring the stored HTML up to date."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from actions.guidance.kinds import CHOICE, KINDS, POINT, SOURCE, Kind
from actions.guidance.loading import current_fingerprint
from actions.guidance.models import Choice, Piece, Point
from actions.guidance.stored_html import refresh
from actions.guidance.typography import curly


def kind_of(row: Any) -> Kind:
    """The entry of a row in the table of records."""
    if isinstance(row, Point | Choice):
        return POINT if isinstance(row, Point) else CHOICE
    return KINDS[str(row._meta.model_name)] if isinstance(row, Piece) else SOURCE


def tidy(row: Any) -> None:
    """Give the plain texts of a row typographic marks, as the loader does for those of the files."""
    for field in kind_of(row).fields:
        value = getattr(row, field.name)
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").strip()  # browsers send a form's lines with CRLF
            setattr(row, field.name, value)
        if field.shape == "text":
            setattr(row, field.name, curly(value))
        elif field.shape == "lines":
            setattr(row, field.name, [curly(line) for line in value])


@transaction.atomic
def save(row: Any) -> None:
    """Store an edited row and render whatever it changes, on its own page and on others."""
    tidy(row)
    row.save()
    refresh()


@transaction.atomic
def delete(rows: Iterable[Any]) -> None:
    """Delete rows for good. Links to them become plain text."""
    for row in rows:
        row.delete()
    refresh()


def differs_from_file(row: Any) -> bool | None:
    """Whether a row was edited since it was loaded; None for one that was made in the admin."""
    if not row.loaded_fingerprint:
        return None
    return current_fingerprint(kind_of(row), row) != row.loaded_fingerprint
