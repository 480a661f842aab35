"""Brings the content files into the database: parse -> validate -> upsert -> render. The only bulk writer.

Nothing is written when a file has a fault. A row that an editor changed is never overwritten: it is reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from actions.guidance.kinds import KINDS, SOURCE, Fault, Kind, Record
from actions.guidance.links import keys_of, rehearsal
from actions.guidance.models import MODELS, Source
from actions.guidance.records import CONTENT, Reader, record_of
from actions.guidance.stored_html import refresh
from actions.guidance.validation import faults_in_library
from config.content import LoadReport, decide, fingerprint

Library = dict[str, list[Record]]
Reports = dict[tuple[str, str], LoadReport]  # (kind, language); the sources have no language


class ContentFaults(Exception):
    """The files have faults, and nothing was written. `faults` are sentences with file, id and field."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def load(folder: Path = CONTENT) -> Reports:
    """Load every language of the site that has a folder. Raises ContentFaults and then leaves everything as it was."""
    libraries = read(folder)
    reports: Reports = {}
    with transaction.atomic():  # one for all languages: their pages link to each other's fallbacks
        for language, library in libraries.items():
            if language == settings.LANGUAGE_CODE:
                reports["source", ""] = _upsert(SOURCE, Source.objects.all(), library["source"], {})
            for kind in KINDS.values():
                rows = MODELS[kind.name].objects.filter(language=language)
                reports[kind.name, language] = _upsert(kind, rows, library[kind.name], {"language": language})
        refresh()
    return reports


def read(folder: Path = CONTENT) -> dict[str, Library]:
    """Records by language and kind. Raises ContentFaults when one of them cannot stand."""
    faults: list[Fault] = []
    libraries: dict[str, Library] = {}
    for language, _name in settings.LANGUAGES:
        if (folder / language).is_dir():
            reader = Reader(folder / language)
            libraries[language] = reader.read()
            faults += reader.faults
    if not libraries:
        faults.append(Fault(str(folder), "", "", "holds no language of this site"))
    if not faults:  # the other rules need every field to be there
        known = keys_of(libraries.values())
        links = rehearsal(known)
        for language, library in libraries.items():
            faults += faults_in_library(language, library, known, links)
    if faults:
        raise ContentFaults(faults)
    return libraries


def current_fingerprint(kind: Kind, row: Any) -> str:
    """The fingerprint of a row as it is now, to set beside the one it was loaded with."""
    return fingerprint(record_of(kind, row))


def _upsert(kind: Kind, rows: Any, records: list[Record], fixed: Mapping[str, str]) -> LoadReport:
    """Create and change the rows of one kind. `rows`: those there are; `fixed`: what every new one has."""
    model = rows.model
    if kind.parts:
        rows = rows.prefetch_related(kind.parts.many)
    by_key = {row.key: row for row in rows}
    plan = _plan(kind, by_key, records)
    created = [model(**fixed, **_columns(kind, record)) for record in plan.create]
    model.objects.bulk_create(created)
    changed = [_set(kind, by_key[record["key"]], record) for record in plan.change]
    names = ["position", "loaded_fingerprint", *(field.name for field in kind.fields)]
    model.objects.bulk_update(changed, names, batch_size=100)
    model.objects.bulk_update(plan.caught_up, ["loaded_fingerprint"], batch_size=100)
    if kind.parts:
        _upsert_parts(kind, kind.parts, created + changed, plan.create + plan.change)
    return plan.report


@dataclass
class _Plan:
    report: LoadReport = field(default_factory=LoadReport)
    create: list[Record] = field(default_factory=list)
    change: list[Record] = field(default_factory=list)
    caught_up: list[Any] = field(default_factory=list)  # rows edited here to what the file says by now


def _plan(kind: Kind, rows: Mapping[str, Any], records: list[Record]) -> _Plan:
    """What to do with each record, given the rows there are."""
    plan = _Plan()
    for record in records:
        key, incoming = record["key"], fingerprint(record)
        if key not in rows:
            plan.report.created.append(key)
            plan.create.append(record)
            continue
        row = rows[key]
        verdict = decide(row.loaded_fingerprint, current_fingerprint(kind, row), incoming)
        if verdict == "change":
            plan.report.changed.append(key)
            plan.change.append(record)
        elif verdict == "keep":
            plan.report.kept.append(key)
        else:
            plan.report.unchanged.append(key)
            if row.loaded_fingerprint != incoming:
                row.loaded_fingerprint = incoming
                plan.caught_up.append(row)
    written = {record["key"] for record in records}
    plan.report.missing += [key for key, row in rows.items() if row.loaded_fingerprint and key not in written]
    return plan


def _columns(kind: Kind, record: Record) -> dict[str, Any]:
    """What goes into the row itself, with the fingerprint of the whole record."""
    inner = kind.parts.many if kind.parts else ""
    columns = {name: value for name, value in record.items() if name != inner}
    return columns | {"loaded_fingerprint": fingerprint(record)}


def _set(kind: Kind, row: Any, record: Record) -> Any:
    for name, value in _columns(kind, record).items():
        setattr(row, name, value)
    return row


def _upsert_parts(kind: Kind, parts: Kind, rows: list[Any], records: list[Record]) -> None:
    """Make the parts of some rows, such as the points of articles, those of their records."""
    by_key = {record["key"]: record for record in records}
    model = MODELS[parts.name]
    wanted = [model(**{kind.name: row}, **part) for row in rows for part in by_key[row.key][parts.many]]
    for row in rows:
        keys = [part["key"] for part in by_key[row.key][parts.many]]
        getattr(row, parts.many).exclude(key__in=keys).delete()
    model.objects.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=[kind.name, "key"],
        update_fields=["position", *(field.name for field in parts.fields)],
        batch_size=100,
    )
