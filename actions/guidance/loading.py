"""Brings the content files into the database: parse -> validate -> upsert -> render. The only bulk writer.

Nothing is written when a file has a fault. A row that an editor changed is never overwritten: it is reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from actions.guidance import revisions
from actions.guidance.kinds import KINDS, SOURCE, Fault, Kind, Record
from actions.guidance.links import keys_of, rehearsal
from actions.guidance.models import MODELS, Source
from actions.guidance.records import BESIDE, CONTENT, Reader, record_of
from actions.guidance.stored_html import refresh
from actions.guidance.translations import print_of
from actions.guidance.validation import faults_in_library
from config.content import LoadReport, decide, fingerprint

Origin = revisions.Origin
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
    # English first, for its fingerprints. One transaction: pages link to the fallbacks of other languages.
    with transaction.atomic():
        if english := libraries.get(settings.LANGUAGE_CODE):
            reports["source", ""] = _upsert(SOURCE, Source.objects.all(), english["source"], {})
        for kind in KINDS.values():
            now: dict[str, str] = {}
            for language in sorted(libraries, key=lambda code: code != settings.LANGUAGE_CODE):
                rows = MODELS[kind.name].objects.filter(language=language)
                written = libraries[language][kind.name]
                reports[kind.name, language] = _upsert(kind, rows, written, {"language": language}, now)
        refresh()
    return reports


def read(folder: Path = CONTENT) -> dict[str, Library]:
    """Records by language and kind. Raises ContentFaults when one of them cannot stand."""
    faults: list[Fault] = []
    libraries: dict[str, Library] = {}
    for language, _name in settings.LANGUAGES:
        if (folder / language).is_dir():
            reader = Reader(folder / language, whole=language == settings.LANGUAGE_CODE)
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


def _upsert(
    kind: Kind,
    rows: Any,
    records: list[Record],
    fixed: Mapping[str, str],
    english: dict[str, str] | None = None,
) -> LoadReport:
    """Create and change the rows of one kind. `rows`: those there are; `fixed`: what every new one has;
    `english`: fingerprints of the English texts, which the English rows fill in."""
    model = rows.model
    if kind.parts:
        rows = rows.prefetch_related(kind.parts.many)
    by_key = {row.key: row for row in rows}
    plan = _plan(kind, by_key, records)
    if english is not None:
        _stamp(kind, fixed["language"], by_key, records, plan, english)
    revisions.begin(kind, [by_key[record["key"]] for record in plan.change], origin=Origin.FILE)
    created = [model(**fixed, **_columns(kind, record), **_beside(kind, record)) for record in plan.create]
    model.objects.bulk_create(created)
    changed = [_set(kind, by_key[record["key"]], record) for record in plan.change]
    names = ["position", "loaded_fingerprint", *(field.name for field in kind.fields)]
    model.objects.bulk_update(changed, names, batch_size=100)
    for name, touched in plan.touched.items():
        if touched:
            model.objects.bulk_update(touched, [name], batch_size=100)
    written, texts = created + changed, plan.create + plan.change
    if kind.parts:
        set_parts(kind, kind.parts, written, texts)
    versions = [_version(kind, *each) for each in zip(written, texts, strict=True)]
    revisions.write(kind, written, versions, origin=Origin.FILE)
    return plan.report


def _version(kind: Kind, row: Any, record: Record) -> Record:
    """What the history keeps of a row that was just written from a record."""
    record = _texts(record)
    return record if kind is SOURCE else record | {"published": row.published}


def _stamp(
    kind: Kind,
    language: str,
    rows: Mapping[str, Any],
    records: list[Record],
    plan: "_Plan",
    english: dict[str, str],
) -> None:
    """Say of each translation which English it was made from. The files know it of their own texts; an editor who
    read the English of today knows better."""
    if language == settings.LANGUAGE_CODE:
        kept = {key: record_of(kind, row) for key, row in rows.items()}
        kept |= {record["key"]: record for record in records if record["key"] not in plan.report.kept}
        english.update({key: print_of(kind, record) for key, record in kept.items()})
        return
    new = {record["key"] for record in plan.change}
    for record in records:
        key, stamp = record["key"], record.get("translated_from", "")
        row = rows.get(key)
        if row is None or key in plan.report.kept or row.translated_from == stamp:
            continue
        if key in new or (stamp and row.translated_from != english.get(key)):
            row.translated_from = stamp
            plan.touched["translated_from"].append(row)


@dataclass
class _Plan:
    report: LoadReport = field(default_factory=LoadReport)
    create: list[Record] = field(default_factory=list)
    change: list[Record] = field(default_factory=list)
    # By column: rows whose texts stay as they are, such as those edited here to what the file says by now.
    touched: dict[str, list[Any]] = field(
        default_factory=lambda: {"loaded_fingerprint": [], "translated_from": []}
    )


def _plan(kind: Kind, rows: Mapping[str, Any], records: list[Record]) -> _Plan:
    """What to do with each record, given the rows there are."""
    plan = _Plan()
    for record in records:
        key, incoming = record["key"], fingerprint(_texts(record))
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
                plan.touched["loaded_fingerprint"].append(row)
    written = {record["key"] for record in records}
    plan.report.missing += [key for key, row in rows.items() if row.loaded_fingerprint and key not in written]
    return plan


def _columns(kind: Kind, record: Record) -> dict[str, Any]:
    """What goes into the row itself, with the fingerprint of the whole record."""
    inner = kind.parts.many if kind.parts else ""
    columns = {name: value for name, value in _texts(record).items() if name != inner}
    return columns | {"loaded_fingerprint": fingerprint(_texts(record))}


def _texts(record: Record) -> Record:
    """A record without what a file says beside it."""
    return {name: value for name, value in record.items() if name not in BESIDE}


def _beside(kind: Kind, record: Record) -> dict[str, Any]:
    """What a new row takes over once and an editor decides about afterwards."""
    if kind is SOURCE:
        return {}
    return {
        "published": not record.get("hidden"),
        "translated_from": record.get("translated_from", ""),
    }


def _set(kind: Kind, row: Any, record: Record) -> Any:
    for name, value in _columns(kind, record).items():
        setattr(row, name, value)
    return row


def set_parts(kind: Kind, parts: Kind, rows: list[Any], records: list[Record]) -> None:
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
