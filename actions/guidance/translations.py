"""Whether a translation still says what the English says. A translation remembers the fingerprint of its English.

Only texts that a translator writes count: a new source or another place in the list makes no translation stale.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.guidance.kinds import KINDS, Kind, Record
from actions.guidance.models import MODELS, Revision
from actions.guidance.records import record_of
from config.content import fingerprint

DIGITS = 16  # 64 bits, to compare and not to protect; short enough for a file that people read


class State(models.TextChoices):
    """How a translation stands to its English."""

    CURRENT = "current", _("Up to date")
    STALE = "stale", _("English changed since")
    UNKNOWN = "unknown", _("Not compared with the English yet")
    MISSING = "missing", _("Missing")
    ALONE = "alone", _("No English")


TO_COMPARE = (State.STALE, State.UNKNOWN)  # somebody has to read both


def print_of(kind: Kind, record: Mapping[str, Any]) -> str:
    """The fingerprint of the texts of a record and its parts, `DIGITS` hexadecimal digits."""
    return fingerprint(_texts(kind, record))[:DIGITS]


def _texts(kind: Kind, record: Mapping[str, Any]) -> Record:
    texts = {field.name: record.get(field.name) for field in kind.fields if field.translated}
    if kind.parts:
        parts = record.get(kind.parts.many, [])
        texts[kind.parts.many] = {part["key"]: _texts(kind.parts, part) for part in parts}
    return texts


def english(kind: Kind) -> Any:
    """The rows of a kind in the language the site began with, with their parts."""
    rows = MODELS[kind.name].objects.filter(language=settings.LANGUAGE_CODE)
    return rows.prefetch_related(kind.parts.many) if kind.parts else rows


def english_of(kind: Kind, row: Any) -> Any:
    """The English row of a piece, or None."""
    return english(kind).filter(key=row.key).first()


def prints(kind: Kind, rows: Any = None) -> dict[str, str]:
    """Key -> fingerprint of the English as it is now. One query, two for kinds with parts."""
    rows = english(kind) if rows is None else rows
    return {row.key: print_of(kind, record_of(kind, row)) for row in rows}


def state_of(row: Any, now: Mapping[str, str]) -> State:
    """How a translation stands. `now`: see `prints`."""
    if row.key not in now:
        return State.ALONE
    if not row.translated_from:
        return State.UNKNOWN
    return State.CURRENT if row.translated_from == now[row.key] else State.STALE


def languages_without(kind: Kind) -> dict[str, list[str]]:
    """Key of an English piece -> codes of the languages of the site it has no row in. One query."""
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    there: dict[str, set[str]] = {}
    for key, language in MODELS[kind.name].objects.values_list("key", "language"):
        there.setdefault(key, set()).add(language)
    return {
        key: [code for code in others if code not in have]
        for key, have in there.items()
        if settings.LANGUAGE_CODE in have
    }


def keys_in_state(kind: Kind, state: str) -> list[int]:
    """Primary keys of the rows of a kind in a state; for "missing", those of English rows that some language lacks."""
    rows = MODELS[kind.name].objects
    if state == State.MISSING:
        lacking = [key for key, languages in languages_without(kind).items() if languages]
        return list(english(kind).filter(key__in=lacking).values_list("pk", flat=True))
    now = prints(kind)
    others = rows.exclude(language=settings.LANGUAGE_CODE).only("key", "translated_from")
    return [row.pk for row in others if state_of(row, now) == state]


def english_it_was_made_from(kind: Kind, row: Any) -> Record | None:
    """The version of the English that a translation was made from, if the history has it."""
    if row.translated_from:
        for version in Revision.objects.of(kind.name, row.key, settings.LANGUAGE_CODE):
            if print_of(kind, version.record) == row.translated_from:
                return version.record
    return None


def print_when(kind: Kind, key: str, when: datetime) -> str:
    """The fingerprint of the English at a moment; empty when the history does not reach back that far."""
    versions = Revision.objects.of(kind.name, key, settings.LANGUAGE_CODE)
    version = versions.filter(when__lte=when).first()
    return print_of(kind, version.record) if version else ""


def is_translation(row: Any) -> bool:
    """Whether a row is a piece in another language than the one the site began with."""
    return row._meta.model_name in KINDS and row.language != settings.LANGUAGE_CODE
