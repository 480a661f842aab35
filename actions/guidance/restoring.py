"""Bringing an older version of a piece back: through the same rules as an edit, and as a new version."""

from typing import Any

from django.db import transaction

from actions.guidance import editing, translations
from actions.guidance.kinds import Kind, Record
from actions.guidance.links import known_keys, rehearsal
from actions.guidance.loading import set_parts
from actions.guidance.models import MODELS, Revision
from actions.guidance.records import record_of
from actions.guidance.stored_html import refresh
from actions.guidance.validation import faults_in_piece


class NotRestored(Exception):
    """A version does not stand any more. `faults`: (field, sentence) pairs that say why."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("\n".join(f"{name}: {text}." for name, text in faults))
        self.faults = faults


@transaction.atomic
def restore(row: Any, version: Revision, *, by: Any = None) -> None:
    """Make a piece say what a version of it said. Its key, its address and whether it has a page stay as they are.

    Raises NotRestored when the version names what is no longer there, or breaks a rule made since.
    """
    kind, known = editing.kind_of(row), known_keys()
    record = _fitting(kind, row, version.record)
    if faults := list(faults_in_piece(kind, record, known, rehearsal(known))):
        raise NotRestored(faults)
    for field in kind.fields:
        setattr(row, field.name, record[field.name])
    row.position = record["position"]
    if translations.is_translation(row) and (
        print_then := translations.print_when(kind, row.key, version.when)
    ) != translations.prints(kind).get(row.key):
        row.translated_from = print_then  # the words are as old as that English, whatever was confirmed since
    row.save()
    if kind.parts:
        set_parts(kind, kind.parts, [row], [record])
    editing.write_down(row, Revision.Origin.RESTORED, by)
    refresh()


def _fitting(kind: Kind, row: Any, old: Record) -> Record:
    """An old record with the fields of today. Those that are younger than it are as the row has them, or empty."""
    now = record_of(kind, row)
    record = {name: old.get(name, value) for name, value in now.items()}
    record |= {name: now[name] for name in ("key", "slug") if name in now}
    if kind.parts:
        empty = record_of(kind.parts, MODELS[kind.parts.name]())
        record[kind.parts.many] = [
            {name: part.get(name, value) for name, value in empty.items()}
            for part in record[kind.parts.many] or []
        ]
    return record
