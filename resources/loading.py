"""Brings the catalogue into the database: all of it or nothing, and never over an editor's work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils import translation

from config.content import LoadReport, decide, fingerprint
from resources import freshness, vocabulary
from resources.identity import identify
from resources.models import Contact, Language, Organization, Publication, Service, Source, TaxonomyTerm
from resources.publishing import reason_for_draft
from resources.records import Record, parse

PATH = Path(__file__).parent / "content" / "services.json"
PLAIN = (
    "slug", "name", "alternate_name", "description", "kind", "website", "country", "region", "cost_free",
    "confidence", "public_note", "editor_note", "newest_source_year", "second_check",
)  # fmt: skip
OF_CONTACT = (
    "channel", "value", "display", "hours_osm", "timezone", "confidential", "anonymous", "free", "note",
    "second_checked",
)  # fmt: skip


@dataclass
class CatalogueReport(LoadReport):
    """Also the numbers, counted in the database after loading, and what the file alone would give."""

    total: int = 0
    published: int = 0
    file_total: int = 0
    file_published: int = 0

    def lines(self) -> list[str]:
        text = [*super().lines(), self._numbers(self.total, self.published)]
        if (self.total, self.published) != (self.file_total, self.file_published):
            text.append(f"The file by itself gives {self._numbers(self.file_total, self.file_published)}")
        return text

    @staticmethod
    def _numbers(total: int, published: int) -> str:
        return f"{total} services: {published} published, {total - published} drafts."


def load(path: Path = PATH) -> CatalogueReport:
    """Load the catalogue. Raises records.Faults, and then nothing has been written."""
    catalogue = parse(path.read_text(encoding="utf-8"))
    report = CatalogueReport()
    with transaction.atomic():
        load_vocabulary()
        rows = list(Service.objects.select_related("organization").prefetch_related(*RECORD_PARTS))
        pairs, new = _match(rows, catalogue.records)
        verdicts = [(row, record, _compare(row, record, report)) for row, record in pairs]
        _create(new)
        _change([(row, record) for row, record, verdict in verdicts if verdict == "change"])
        marked = [row for row, _record, verdict in verdicts if verdict == "mark"]
        Service.objects.bulk_update(marked, ["loaded_fingerprint"])
        report.created = [record["slug"] for record in new]
        matched = {row.pk for row, _record in pairs}
        report.missing = sorted(row.slug for row in rows if row.loaded_fingerprint and row.pk not in matched)
        _count(report, catalogue.records)
    return report


def _match(rows: list[Service], records: list[Record]) -> tuple[list[tuple[Service, Record]], list[Record]]:
    """Rows with their records, and records without a row. By slug, then by identifier: a slug can be edited."""
    by_slug = {row.slug: row for row in rows}
    by_id = {row.pk: row for row in rows}
    pairs, new = [], []
    for record in records:
        slug = record["slug"]
        row = by_slug.get(slug) or by_id.get(identify("service", slug))
        if row:
            pairs.append((row, record))
        else:
            new.append(record)
    return pairs, new


def load_vocabulary() -> None:
    """Needs, audiences and languages that the code knows; what an editor added stays."""
    with translation.override("en"):
        terms = [
            TaxonomyTerm(
                id=identify("term", taxonomy, code),
                taxonomy=taxonomy,
                code=code,
                name=str(label),
                position=place,
            )
            for taxonomy, labels in vocabulary.TERMS.items()
            for place, (code, label) in enumerate(labels.items(), start=1)
        ]
    languages = [Language(code=code, name=names["en"]) for code, names in vocabulary.languages().items()]
    if TaxonomyTerm.objects.filter(pk__in=[term.pk for term in terms]).count() < len(terms):
        TaxonomyTerm.objects.bulk_create(terms, ignore_conflicts=True)
    if Language.objects.filter(pk__in=[language.pk for language in languages]).count() < len(languages):
        Language.objects.bulk_create(languages, ignore_conflicts=True)


# --- rows to records -------------------------------------------------------------------------------------
RECORD_PARTS: tuple[Any, ...] = (
    Prefetch("contacts", queryset=Contact.objects.order_by("position", "pk").prefetch_related("languages")),
    Prefetch("sources", queryset=Source.objects.order_by("position", "pk")),
    "needs",
    "audiences",
    "languages",
)


def record_of(row: Service) -> Record:
    """The record that a row would have come from, in the form of `records.canonical`."""
    record = {name: getattr(row, name) for name in PLAIN}
    record["compiled_on"] = row.compiled_on.isoformat()
    record["needs"] = sorted(term.code for term in row.needs.all())
    record["audiences"] = sorted(term.code for term in row.audiences.all())
    record["languages"] = sorted(language.code for language in row.languages.all())
    record["contacts"] = [
        {name: getattr(contact, name) for name in OF_CONTACT}
        | {"languages": sorted(language.code for language in contact.languages.all())}
        for contact in row.contacts.all()
    ]
    record["sources"] = [
        {name: getattr(s, name) for name in ("title", "url", "says")} for s in row.sources.all()
    ]
    return record


def _compare(row: Service, record: Record, report: LoadReport) -> str:
    """ "change", "mark" (an editor wrote what the file says now), or "" when nothing is to be done."""
    incoming = fingerprint(record)
    verdict = decide(row.loaded_fingerprint, fingerprint(record_of(row)), incoming)
    lists = {"unchanged": report.unchanged, "change": report.changed, "keep": report.kept}
    lists[verdict].append(row.slug)
    if verdict == "unchanged" and row.loaded_fingerprint != incoming:
        row.loaded_fingerprint = incoming
        return "mark"
    return verdict if verdict == "change" else ""


# --- records to rows -------------------------------------------------------------------------------------
def draft_reason(record: Mapping[str, Any]) -> str:
    """Why the record is loaded as a draft; "" when it is published."""
    return reason_for_draft(record["confidence"], record["website"], bool(record["contacts"]))


def _fill(row: Service, record: Record) -> Service:
    for name in PLAIN:
        setattr(row, name, record[name])
    row.compiled_on = date.fromisoformat(record["compiled_on"])
    row.loaded_fingerprint = fingerprint(record)
    return row


def _publication(row: Service, record: Record) -> None:
    row.draft_reason = draft_reason(record)
    row.publication = Publication.DRAFT if row.draft_reason else Publication.PUBLISHED


def _create(records: list[Record]) -> None:
    organizations, rows = [], []
    for record in records:
        organization = Organization(
            id=identify("organization", record["slug"]), name=record["name"], website=record["website"]
        )
        row = _fill(Service(id=identify("service", record["slug"]), organization=organization), record)
        _publication(row, record)
        organizations.append(organization)
        rows.append(row)
    Organization.objects.bulk_create(organizations, ignore_conflicts=True)
    Service.objects.bulk_create(rows)
    _create_children(zip(rows, records, strict=True))


def _change(pairs: list[tuple[Service, Record]]) -> None:
    """Overwrite rows that nobody edited. What an editor decided about showing them stays decided, and a
    confirmation ends when the contacts are no longer the confirmed ones."""
    lapsed, organizations = [], []
    for row, record in pairs:
        before = record_of(row)
        organizations += _follow(row.organization, before, record)
        if row.draft_reason == draft_reason(before):
            _publication(row, record)
        if _reach(before) != _reach(record):
            lapsed.append(row.pk)
        _fill(row, record)
    rows = [row for row, _record in pairs]
    fields = [*PLAIN, "compiled_on", "loaded_fingerprint", "publication", "draft_reason"]
    Service.objects.bulk_update(rows, fields, batch_size=100)
    Organization.objects.bulk_update(organizations, ["name", "website"], batch_size=100)
    freshness.lapse(lapsed)
    for child in (Contact, Source, *_LINKS.values()):
        child.objects.filter(service__in=rows).delete()
    _create_children(pairs)


def _follow(organization: Organization, before: Record, record: Record) -> list[Organization]:
    """The organisation that was loaded with the service, when nobody edited it: it changes along."""
    loaded = organization.pk == identify("organization", record["slug"])
    if not loaded or (organization.name, organization.website) != (before["name"], before["website"]):
        return []
    organization.name, organization.website = record["name"], record["website"]
    return [organization]


def _reach(record: Record) -> set[tuple[str, str]]:
    return {(contact["channel"], contact["value"]) for contact in record["contacts"]}


_LINKS: dict[str, Any] = {
    "needs": Service.needs.through,
    "audiences": Service.audiences.through,
    "languages": Service.languages.through,
}


def _create_children(pairs: Iterable[tuple[Service, Record]]) -> None:
    terms = _terms()
    contacts, spoken, sources = [], [], []
    links: dict[str, list[Any]] = {name: [] for name in _LINKS}
    for row, record in pairs:
        for place, part in enumerate(record["contacts"]):
            key = identify("contact", row.slug, part["channel"], part["value"])
            plain = {name: part[name] for name in OF_CONTACT}
            contacts.append(Contact(id=key, service=row, position=place, **plain))
            spoken += [
                Contact.languages.through(contact_id=key, language_id=code) for code in part["languages"]
            ]
        sources += [
            Source(service=row, position=place, **part) for place, part in enumerate(record["sources"])
        ]
        for name, taxonomy in (("needs", "need"), ("audiences", "audience")):
            links[name] += [
                _LINKS[name](service_id=row.pk, taxonomyterm_id=terms[taxonomy, code])
                for code in record[name]
            ]
        links["languages"] += [
            _LINKS["languages"](service_id=row.pk, language_id=code) for code in record["languages"]
        ]
    Contact.objects.bulk_create(contacts, batch_size=500)
    Contact.languages.through.objects.bulk_create(spoken, batch_size=500)
    Source.objects.bulk_create(sources, batch_size=500)
    for name, through in _LINKS.items():
        through.objects.bulk_create(links[name], batch_size=500)


def _terms() -> dict[tuple[str, str], Any]:
    return {
        (taxonomy, code): pk
        for taxonomy, code, pk in TaxonomyTerm.objects.values_list("taxonomy", "code", "pk")
    }


def _count(report: CatalogueReport, records: list[Record]) -> None:
    report.total = Service.objects.count()
    report.published = Service.objects.filter(publication=Publication.PUBLISHED).count()
    report.file_total = len(records)
    report.file_published = sum(not draft_reason(record) for record in records)
