"""One HSDS service as what it says about a service of ours. Pure. The other direction is `export`.

Only what the file says is in the result: a missing field never empties ours.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from resources.hsds import attributes_in, contacts_in, places_in, values_in
from resources.hsds.attributes_in import Said, Vocabulary
from resources.hsds.faults import Fault
from resources.hsds.values_in import Reader, Unfit
from resources.models import Verification
from resources.models.service import RESERVED
from resources.models.service_text import SAID

Part = dict[str, Any]
NO_DESCRIPTION = "No description."  # our export, where HSDS requires a text
NOT_FOR = "Not for: "
WORLD = "001"  # UN M49
AREA = re.compile(r"(?P<country>[A-Z]{2})(-[A-Z0-9]{1,3})?")
COSTS = {"free": True, "not free": False}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# HSDS field, ours, and how it is read. The order is that of the review page.
FIELDS: tuple[tuple[str, str, Reader], ...] = (
    ("name", "name", values_in.line()),
    ("alternate_name", "alternate_name", values_in.line()),
    ("description", "description", values_in.text()),
    ("url", "website", values_in.page),
    ("status", "status", values_in.status),
    ("application_process", "what_to_expect", values_in.text()),
    ("alert", "public_note", values_in.text()),
)
ORGANIZATION: tuple[tuple[str, str, Reader], ...] = (
    ("name", "name", values_in.line()),
    ("description", "description", values_in.text()),
    ("website", "website", values_in.page),
)


@dataclass
class Incoming:
    """What a file says about one service. `None` and missing keys: nothing.

    `terms`: needs and audiences by taxonomy; `whole`: whether all terms of the file could be read.
    `lost`: why a contact of the row was left out, for each.
    `moment`: the later of assured_date and last_modified, in UTC. `assured`: ISO day, or "".
    `own`: it comes from our own export.
    """

    id: str
    where: str
    own: bool = False
    slug: str = ""
    moment: datetime | None = None
    assured: str = ""
    fields: Part = field(default_factory=dict)
    organization: Part | None = None
    terms: dict[str, list[str]] = field(default_factory=dict)
    whole: bool = True
    languages: list[str] | None = None
    contacts: list[Part] | None = None
    lost: list[str] = field(default_factory=list)
    texts: dict[str, Part] | None = None
    sources: list[tuple[str, str]] | None = None
    checks: list[tuple[str, str]] = field(default_factory=list)
    places: dict[str, Part] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class Collector:
    """Collects the faults of one row while its fields are read."""

    def __init__(self, where: str) -> None:
        self.where, self.faults = where, list[Fault]()

    def __call__(self, column: str, reader: Callable[..., Any], *values: Any) -> Any:
        try:
            return reader(*values)
        except Unfit as unfit:
            self.faults.append(Fault(self.where, column, str(unfit)))
            return None


def incoming(where: str, row: Mapping[str, Any], known: Vocabulary) -> tuple[Incoming | None, list[Fault]]:
    """What the row says, or None and why it cannot be used. A row with one fault is left out whole."""
    read = Collector(where)
    found = Incoming(id=read("id", values_in.identifier, row.get("id")) or "", where=where)
    said = read("attributes", attributes_in.read, row.get("attributes"), known) or Said()
    found.own = bool(SLUG.fullmatch(said.facts.get("slug", ""))) and said.facts["slug"] not in RESERVED
    found.slug = said.facts["slug"] if found.own else ""
    found.fields = _fields(row, said, read)
    found.fields |= read("service_areas", _area, row) or {}
    found.organization = _organization(row.get("organization"), row.get("organization_id"), read, known)
    _terms(said, found)
    codes = read("languages", values_in.objects, row.get("languages")) or []
    found.languages = sorted({code for code in map(contacts_in.language, codes) if code}) if codes else None
    country = found.fields.get("country") or ""
    country = "" if country == "EU" else country
    found.contacts = read(
        "phones", contacts_in.contacts, row, known, country, found.notes.append, found.lost.append
    )
    found.notes += found.lost
    found.places = read("service_at_locations", places_in.places, row, known, found.notes.append) or {}
    found.texts = attributes_in.translations(said.many.get("translation", []), SAID)
    found.sources = said.many.get("source")
    found.checks = read("attributes", _checks, said.many.get("verification", [])) or []
    _dates(row, found, read)
    for name in ("name", "status"):
        if name not in found.fields and not any(fault.column == name for fault in read.faults):
            read.faults.append(Fault(where, name, _("is missing")))
    return (None if read.faults else found), read.faults


def _dates(row: Mapping[str, Any], found: Incoming, read: Collector) -> None:
    """When theirs was confirmed, and when it was written: the later of confirming and changing it."""
    assured = read("assured_date", values_in.day, row.get("assured_date"))
    found.assured = assured.isoformat() if assured else ""
    begun = datetime.combine(assured, time.min, UTC) if assured else None
    modified = read("last_modified", values_in.moment, row.get("last_modified"))
    found.moment = max((moment for moment in (begun, modified) if moment), default=None)


def _fields(row: Mapping[str, Any], said: Said, read: Collector) -> Part:
    found = {ours: read(theirs, reader, row.get(theirs)) for theirs, ours, reader in FIELDS}
    if said.facts.get("website"):
        found["website"] = read("url", values_in.page, said.facts["website"])
    who = read("eligibility_description", values_in.text(), row.get("eligibility_description"))
    found["not_for"] = who.removeprefix(NOT_FOR) if who and who.startswith(NOT_FOR) else None
    options = read("cost_options", values_in.objects, row.get("cost_options")) or []
    found["cost_free"] = next((COSTS[o["option"]] for o in options if o.get("option") in COSTS), None)
    found["kind"] = next(iter(said.terms.get("kind", [])), None)
    compiled = read("attributes", values_in.day, said.facts.get("compiled_on"))
    found["compiled_on"] = compiled.isoformat() if compiled else None
    return {name: value for name, value in found.items() if value is not None}


def _area(row: Mapping[str, Any]) -> Part:
    """Country and region from the service area; where none is named, the country that all addresses share."""
    for area in values_in.objects(row.get("service_areas")):
        extent = str(area.get("extent") or "").strip()
        if extent == WORLD:
            return {"country": "", "region": ""}
        code = AREA.fullmatch(extent)
        if code:
            return {"country": code["country"], "region": extent if "-" in extent else ""}
    countries = {str(address.get("country") or "").strip() for address in _addresses(row)}
    only = countries.pop() if len(countries) == 1 else ""
    return {"country": only} if places_in.COUNTRY.fullmatch(only) else {}


def _addresses(row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for place in values_in.objects(row.get("service_at_locations")):
        location = place.get("location")
        if isinstance(location, dict):
            yield from values_in.objects(location.get("addresses"))


def _organization(value: Any, key: Any, read: Collector, known: Vocabulary) -> Part | None:
    """{"id", "name", …}; only the identifier when the file does not say more; None when it says nothing."""
    if not isinstance(value, dict) or not value.get("id"):
        value = {"id": key} if key else None
    if value is None:
        return None
    found = {"id": read("organization.id", values_in.identifier, value["id"])}
    for theirs, ours, reader in ORGANIZATION:
        part = read(f"organization.{theirs}", reader, value.get(theirs))
        if part is not None:
            found[ours] = "" if part == NO_DESCRIPTION else part
    exact = (
        read("organization.attributes", attributes_in.read, value.get("attributes"), known) or Said()
    ).facts
    if exact.get("website"):
        found["website"] = read("organization.website", values_in.page, exact["website"])
    return found


def _terms(said: Said, found: Incoming) -> None:
    found.terms = {name: sorted(codes) for name, codes in said.terms.items() if name != "kind"}
    if said.unknown:
        found.whole = False
        found.notes.append(
            _("Terms that we do not know: %(terms)s.") % {"terms": ", ".join(said.unknown[:20])}
        )


def _checks(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """(method, ISO day) of the checks that somebody made, the latest first."""
    days = [(method, values_in.day(day)) for method, day in pairs if method in Verification.Method.values]
    return [(method, day.isoformat()) for method, day in days if day]
