"""Records of the catalogue file as rows of the database, and rows as the records they would have come from."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Prefetch
from django.utils import timezone

from config.content import fingerprint
from resources import freshness, search_index
from resources.identity import identify
from resources.models import (
    Contact,
    ContactText,
    Organization,
    Publication,
    Service,
    ServiceText,
    Source,
    TaxonomyTerm,
)
from resources.models.contact_text import SAID as SAID_OF_CONTACT
from resources.models.service_text import SAID
from resources.publishing import reason_for_draft
from resources.records import Record

PLAIN = (
    "slug", "name", "alternate_name", "description", "kind", "website", "country", "region", "cost_free",
    "confidence", "what_to_expect", "not_for", "public_note", "editor_note", "newest_source_year", "second_check",
)  # fmt: skip
OF_CONTACT = (
    "channel", "value", "display", "hours_osm", "timezone", "confidential", "anonymous", "free", "note",
    "second_checked",
)  # fmt: skip


RECORD_PARTS: tuple[Any, ...] = (
    Prefetch(
        "contacts", queryset=Contact.objects.order_by("position", "pk").prefetch_related("languages", "texts")
    ),
    Prefetch("sources", queryset=Source.objects.order_by("position", "pk")),
    "needs",
    "audiences",
    "languages",
    "texts",
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
        | {
            "languages": sorted(language.code for language in contact.languages.all()),
            "translations": _translations(contact, SAID_OF_CONTACT),
        }
        for contact in row.contacts.all()
    ]
    record["sources"] = [
        {name: getattr(s, name) for name in ("title", "url", "says")} for s in row.sources.all()
    ]
    record["translations"] = _translations(row, SAID)
    return record


def _translations(row: Service | Contact, names: Iterable[str]) -> dict[str, dict[str, str]]:
    return {text.language: {name: getattr(text, name) for name in names} for text in row.texts.all()}


def draft_reason(record: Mapping[str, Any]) -> str:
    """Why the record is loaded as a draft; "" when it is published."""
    return reason_for_draft(record["confidence"], record["website"], bool(record["contacts"]))


def _fill(row: Service, record: Record) -> Service:
    for name in PLAIN:
        setattr(row, name, record[name])
    row.compiled_on = date.fromisoformat(record["compiled_on"])
    row.loaded_fingerprint = fingerprint(record)
    row.last_modified = timezone.now()
    return row


def _publication(row: Service, record: Record) -> None:
    row.draft_reason = draft_reason(record)
    row.publication = Publication.DRAFT if row.draft_reason else Publication.PUBLISHED


def create(records: list[Record]) -> None:
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
    search_index.index(row.pk for row in rows)


def change(pairs: list[tuple[Service, Record]]) -> None:
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
    fields = [*PLAIN, "compiled_on", "loaded_fingerprint", "last_modified", "publication", "draft_reason"]
    Service.objects.bulk_update(rows, fields, batch_size=100)
    Organization.objects.bulk_update(organizations, ["name", "website"], batch_size=100)
    for child in (Source, ServiceText, *_LINKS.values()):
        child.objects.filter(service__in=rows).delete()
    _create_children(pairs)
    freshness.lapse(lapsed)
    search_index.index(row.pk for row in rows)


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
    contacts, spoken, beside, sources, texts = [], [], [], [], []
    links: dict[str, list[Any]] = {name: [] for name in _LINKS}
    pairs = list(pairs)
    keys = _contact_keys(pairs)
    for row, record in pairs:
        for place, part in enumerate(record["contacts"]):
            key = keys[row.pk, part["channel"], part["value"]]
            plain = {name: part[name] for name in OF_CONTACT}
            contacts.append(Contact(id=key, service=row, position=place, **plain))
            spoken += [
                Contact.languages.through(contact_id=key, language_id=code) for code in part["languages"]
            ]
            beside += [
                ContactText(contact_id=key, language=language, **said)
                for language, said in part["translations"].items()
            ]
        sources += [
            Source(service=row, position=place, **part) for place, part in enumerate(record["sources"])
        ]
        texts += [
            ServiceText(service=row, language=language, **said)
            for language, said in record["translations"].items()
        ]
        for name, taxonomy in (("needs", "need"), ("audiences", "audience")):
            links[name] += [
                _LINKS[name](service_id=row.pk, taxonomyterm_id=terms[taxonomy, code])
                for code in record[name]
            ]
        links["languages"] += [
            _LINKS["languages"](service_id=row.pk, language_id=code) for code in record["languages"]
        ]
    Contact.languages.through.objects.filter(contact__in=[contact.pk for contact in contacts]).delete()
    Contact.objects.bulk_create(
        contacts,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*OF_CONTACT, "position"],
    )
    Contact.languages.through.objects.bulk_create(spoken, batch_size=500)
    ContactText.objects.bulk_create(beside, batch_size=500)
    Source.objects.bulk_create(sources, batch_size=500)
    ServiceText.objects.bulk_create(texts, batch_size=500)
    for name, through in _LINKS.items():
        through.objects.bulk_create(links[name], batch_size=500)


def _contact_keys(pairs: list[tuple[Service, Record]]) -> dict[tuple[Any, str, str], UUID]:
    """Which row each contact of the records is: the one that stands there, else a new one. The others are deleted.

    A contact that stays keeps its row, and with it our checks, why it is hidden and what was reported about it.
    """
    rows = Contact.objects.filter(service__in=[row.pk for row, _record in pairs])
    there = {(c.service_id, c.channel, c.value): c.pk for c in rows}
    keys: dict[tuple[Any, str, str], UUID] = {}
    for row, record in pairs:
        for part in record["contacts"]:
            reach = (row.pk, part["channel"], part["value"])
            keys[reach] = there.get(reach) or identify("contact", row.slug, part["channel"], part["value"])
    gone = [pk for reach, pk in there.items() if reach not in keys]
    Contact.objects.filter(pk__in=gone).delete()
    taken = {
        pk for reach, pk in there.items() if reach in keys
    }  # an editor can have given a row another value
    return {reach: uuid4() if reach not in there and pk in taken else pk for reach, pk in keys.items()}


def _terms() -> dict[tuple[str, str], Any]:
    return {
        (taxonomy, code): pk
        for taxonomy, code, pk in TaxonomyTerm.objects.values_list("taxonomy", "code", "pk")
    }
