"""The taxonomies under which our attributes travel, and the terms that are not rows of the directory.

Needs and audiences are rows (`TaxonomyTerm`). Kinds come from the code, and so do properties: what HSDS has no field
for, one term per thing, so that an attribute says in plain words what it is.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.utils import translation

from resources.identity import identify
from resources.models import TaxonomyTerm
from resources.vocabulary import Kind

Record = dict[str, Any]

# Code: name and description.
TAXONOMIES: Mapping[str, tuple[str, str]] = {
    "need": ("Needs", "What a service helps with."),
    "audience": ("Audiences", "Whom a service is for."),
    "kind": ("Kinds", "What a service mainly is."),
    "property": ("Upstander properties", "Facts about a service or a contact for which HSDS has no field."),
}
# Code: name and description. `docs/hsds.md` says which object carries which; a test compares the two.
PROPERTIES: Mapping[str, tuple[str, str]] = {
    "slug": ("Short name", "The name of the listing in its address on our site."),
    "compiled_on": ("Compiled on", "The day on which the listing was compiled from published sources."),
    "website": ("Website as written", "The website exactly as published, where HSDS needs it escaped."),
    "source": ("Source", "A published source: its title is the label, its address the value."),
    "verification": ("Check", "How one of us checked the listing (label) and on which day (value)."),
    "translation": ("Translation", "A text in another language: “language:field” is the label."),
    "channel": ("Channel", "Which of our ways to get in touch this is: phone, sms, chat, whatsapp and so on."),
    "position": ("Position", "The place of this contact among all contacts of its service, from 0."),
    "display": ("As people write it", "The number or address as people write it."),
    "value": ("Exact value", "The number or address exactly as we hold it, where the HSDS field differs."),
    "word": ("Word to send", "The word to write in a text message."),
    "note": ("Note", "What a reader should know about this contact."),
    "languages": ("Languages", "Codes of the languages spoken here, with commas between them."),
    "hours_osm": ("Opening hours", "Opening hours in the OpenStreetMap notation; the schedules are derived from it."),
    "timezone": ("Time zone", "The zone of the opening hours, by its name in the IANA database."),
    "confidential": ("Confidential", "Whether they say that it stays private; on a place: its address is secret."),
    "anonymous": ("No name needed", "Whether they say that nobody has to give a name."),
    "free": ("Free", "Whether getting in touch costs nothing."),
    "second_checked": ("Checked twice", "A second person compared this contact with the published sources."),
    "checked_on": ("Checked on", "The day on which one of us last tried this contact."),
    "checked_how": ("Checked how", "How one of us last tried it: phone, website or email."),
}  # fmt: skip


def taxonomy_id(code: str) -> UUID:
    """The identifier of one of our taxonomies; the same in every installation."""
    return identify("taxonomy", code)


@cache
def term_id(taxonomy: str, code: str) -> UUID:
    """The identifier of a kind or a property; the rows of needs and audiences bring their own."""
    return identify("term", taxonomy, code)


def taxonomies() -> list[Record]:
    """Every taxonomy as HSDS has it."""
    return [taxonomy(code) for code in TAXONOMIES]


def taxonomy(code: str) -> Record:
    name, description = TAXONOMIES[code]
    return {"id": str(taxonomy_id(code)), "name": name, "description": description}


def term(taxonomy: str, code: str, name: str, description: str, identifier: UUID) -> Record:
    """A term as attributes nest it. The code names its taxonomy, because HSDS wants it unique in the file."""
    return {
        "id": str(identifier),
        "code": f"{taxonomy}:{code}",
        "name": name,
        "description": description or no_description(taxonomy, name),
        "taxonomy": taxonomy,
        "language": "en",
    }


def no_description(taxonomy: str, name: str) -> str:
    """What stands for a description that nobody wrote: HSDS requires one. Reading it back gives an empty text."""
    return f"{TAXONOMIES[taxonomy][0]}: {name}"


def of_row(row: TaxonomyTerm) -> Record:
    """A need or an audience. Its English name, whatever the language of the reader."""
    return term(row.taxonomy, row.code, row.name, row.description, row.pk)


@cache
def kind(code: str) -> Record:
    with translation.override("en"):
        name = str(Kind(code).label)
    return term("kind", code, name, "", term_id("kind", code))


def property_term(code: str) -> Record:
    name, description = PROPERTIES[code]
    return term("property", code, name, description, term_id("property", code))


def all_terms(rows: Iterable[TaxonomyTerm]) -> list[Record]:
    """Every term that an attribute can name: the rows given, the kinds and the properties."""
    return [
        *(of_row(row) for row in rows),
        *(kind(code) for code in Kind.values),
        *(property_term(code) for code in PROPERTIES),
    ]


def with_detail(record: Record) -> Record:
    """A term as it stands alone, with its taxonomy."""
    return {
        **record,
        "taxonomy_id": str(taxonomy_id(record["taxonomy"])),
        "taxonomy_detail": taxonomy(record["taxonomy"]),
    }
