"""What happens when an editor changes a piece: tidy, save, write down the version, bring the stored HTML up to date."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import CharField

from actions.guidance import revisions, translations
from actions.guidance.kinds import CHOICE, KINDS, POINT, SOURCE, Kind
from actions.guidance.loading import current_fingerprint
from actions.guidance.models import Choice, Piece, Point, Revision
from actions.guidance.stored_html import refresh
from actions.guidance.typography import curly
from config.content import fingerprint

Origin = Revision.Origin


def kind_of(row: Any) -> Kind:
    """The entry of a row in the table of records."""
    if isinstance(row, Point | Choice):
        return POINT if isinstance(row, Point) else CHOICE
    return KINDS[str(row._meta.model_name)] if isinstance(row, Piece) else SOURCE


def whole(row: Any) -> Any:
    """The piece that a row is, or is a part of: the unit of history, of loading and of translation."""
    if isinstance(row, Point | Choice):
        return row.article if isinstance(row, Point) else row.scenario
    return row


def tidy(row: Any) -> None:
    """Give the plain texts of a row typographic marks, as the loader does for those of the files."""
    for field in kind_of(row).fields:
        value = getattr(row, field.name)
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n").strip()  # browsers send CRLF
            if isinstance(row._meta.get_field(field.name), CharField):
                value = value.replace("\n", " ")  # one line, typed in a box that has room for more
            setattr(row, field.name, value)
        if field.shape == "text":
            setattr(row, field.name, curly(value))
        elif field.shape == "lines":
            setattr(row, field.name, [curly(line) for line in value])


@transaction.atomic
def save(row: Any, *, by: Any = None) -> None:
    """Store an edited row with its version, and render whatever it changes, on its own page and on others.

    A translation that was up to date stays so; one that was not waits for `confirm`, however small the edit.
    """
    tidy(row)
    made = row.pk is None
    if stored := _stored(whole(row)):
        origin = Origin.EDITOR if differs_from_file(stored) else Origin.FILE
        revisions.begin(kind_of(stored), [stored], origin=origin)
    if made and translations.is_translation(row):
        row.translated_from = translations.prints(kind_of(row)).get(row.key, "")
    row.save()
    write_down(whole(row), Origin.EDITOR, by)
    refresh()


@transaction.atomic
def delete(rows: Iterable[Any], *, by: Any = None) -> None:
    """Delete rows for good; the history keeps what they said. Links to them become plain text."""
    for row in rows:
        piece = whole(row)
        if piece is row:
            write_down(row, Origin.DELETED, by)
        row.delete()
        if piece is not row:
            write_down(piece, Origin.EDITOR, by)
    refresh()


@transaction.atomic
def confirm(row: Any, *, seen: str) -> bool:
    """A translator read the English of the fingerprint `seen` and the translation says the same.

    False, and nothing is stored, when the English is another one by now.
    """
    now = translations.prints(kind_of(row)).get(row.key, "")
    if not now or now != seen:
        return False
    row.translated_from = now
    row.save(update_fields=["translated_from"])
    return True


def differs_from_file(row: Any) -> bool | None:
    """Whether a row was edited since it was loaded; None for one that was made in the admin."""
    if not row.loaded_fingerprint:
        return None
    return current_fingerprint(kind_of(row), row) != row.loaded_fingerprint


def seen_print(row: Any) -> str:
    """The fingerprint of what a form shows of a row, to notice that somebody else saved it meanwhile."""
    shown = {name: getattr(row, name) for name in _shown(row)}
    return fingerprint(shown)


def _shown(row: Any) -> Iterator[str]:
    yield from (field.name for field in kind_of(row).fields)
    yield "position"
    if isinstance(row, Piece):
        yield "published"


def _stored(piece: Any) -> Any:
    """The piece as the database has it; None when it is new."""
    return type(piece).objects.filter(pk=piece.pk).first() if piece.pk else None


def write_down(piece: Any, origin: str, by: Any) -> None:
    """Add a version of a piece as the database has it now, unless the newest one says the same."""
    kind, stored = kind_of(piece), _stored(piece)
    record = revisions.snapshot(kind, stored)
    newest = revisions.history(kind, stored).first()
    if newest is None or newest.record != record or origin != Origin.EDITOR:
        revisions.write(kind, [stored], [record], origin=origin, by=by)
