"""Rows of the directory as HSDS records. Pure: rows in, dictionaries out; nothing here asks what may go out.

No value is ever null: a key without a value is left out. `resources.hsds.catalogue` says which rows go out and brings
everything that these functions read.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.utils import translation

from config.chrome.crisis import place_name
from resources.areas import EU
from resources.hsds import attributes, reach, schedules, terms
from resources.hsds.addresses import as_written, uri
from resources.hsds.terms import Record
from resources.identity import identify
from resources.models import Location, Organization, Service, ServiceAtLocation
from resources.models.service_text import SAID

# HSDS requires some texts that we may not have. Reading them back gives an empty text.
NO_DESCRIPTION = "No description."
NOT_GIVEN = "not given"
NOT_FOR = "Not for: "  # eligibility_description says who may come; ours says who may not
WORLD = "001"  # UN M49: the world
ISO_PAGE = "https://www.iso.org/obp/ui/#iso:code:3166:"
COST = {True: ("free", "Free of charge."), False: ("not free", "It can cost money.")}


def said(**values: Any) -> Record:
    """The values that say something."""
    return {name: value for name, value in values.items() if value is not None and value not in ("", [])}


def moment(value: datetime) -> str:
    """RFC 3339 in UTC, to the second: fractions are not in every reader's idea of a date-time."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def organization(row: Organization) -> Record:
    """The organisation with the fields that lists and services show."""
    return said(
        id=str(row.pk),
        name=row.name,
        description=row.description or NO_DESCRIPTION,
        website=uri(row.website),
        attributes=attributes.properties(row.pk, {"website": as_written(row.website)}),
    )


def organization_full(row: Organization, services: Iterable[Record], locations: Iterable[Location]) -> Record:
    """The organisation with its services (whole, or as far as the caller built them) and its places."""
    places = [location(place) for place in locations]
    return organization(row) | said(services=list(services), locations=places)


def service_gone(row: Service) -> Record:
    """What partners must know about a service that is not listed any more: that it is gone."""
    return {
        "id": str(row.pk),
        "name": row.name,
        "status": "defunct",
        "last_modified": moment(row.last_modified),
        "organization": organization(row.organization),
    }


def service_minimal(row: Service) -> Record:
    """Enough to see what changed, and no less than the list schema requires."""
    return {
        "id": str(row.pk),
        "name": row.name,
        "status": "defunct" if is_gone(row) else row.status,
        "last_modified": moment(row.last_modified),
    }


def is_gone(row: Service) -> bool:
    """Whether there is a “do not list” note about the service."""
    return hasattr(row, "tombstone")


def service_basic(row: Service) -> Record:
    """The service with the fields that there is one of, as lists show it."""
    if is_gone(row):
        return service_gone(row)
    return said(
        id=str(row.pk),
        name=row.name,
        alternate_name=row.alternate_name,
        description=row.description,
        url=uri(row.website),
        status=row.status,
        application_process=row.what_to_expect,
        fees_description=COST[row.cost_free][1] if row.cost_free is not None else None,
        eligibility_description=NOT_FOR + row.not_for if row.not_for else "",
        assured_date=row.assured_date.isoformat() if row.assured_date else None,
        alert=row.public_note,
        last_modified=moment(row.last_modified),
        organization=organization(row.organization),
    )


@translation.override("en")
def service_full(row: Service) -> Record:
    """Everything that a reader may see of a service, nested."""
    if is_gone(row):
        return service_gone(row)
    reached: dict[str, list[Record]] = {"phones": [], "additional_urls": [], "contacts": []}
    timetable: list[Record] = []
    for contact in row.contacts.all():
        key, entry = reach.of_contact(contact)
        reached[key].append(entry)
        timetable += schedules.of_contact(contact)
    spoken = sorted(row.languages.all(), key=lambda language: language.code)
    at_places = sorted(row.at_locations.all(), key=lambda place: str(place.pk))
    return service_basic(row) | said(
        additional_urls=reached["additional_urls"],
        phones=reached["phones"],
        contacts=reached["contacts"],
        schedules=timetable,
        service_areas=[service_area(row)],
        languages=[reach.language(row.pk, language) for language in spoken],
        cost_options=cost_options(row),
        service_at_locations=[service_at_location(place) for place in at_places],
        attributes=service_attributes(row),
    )


def service_area(row: Service) -> Record:
    """Where the service helps: a region, a country, the European Union or the world."""
    code = row.region or row.country
    record = {"id": str(identify("service_area", str(row.pk)))}
    if not code:
        return {**record, "name": "Worldwide", "extent": WORLD, "extent_type": "text"}
    name = "European Union" if code == EU else place_name(code)
    if row.region:
        name = f"{name}, {place_name(row.country)}"
    area = {**record, "name": name, "extent": code, "extent_type": "text"}
    return area if code == EU else {**area, "uri": ISO_PAGE + code}


def cost_options(row: Service) -> list[Record]:
    """Free, not free, or nothing when we do not know."""
    if row.cost_free is None:
        return []
    option: Record = {"id": str(identify("cost_option", str(row.pk))), "option": COST[row.cost_free][0]}
    return [{**option, "amount": 0} if row.cost_free else option]


def service_attributes(row: Service) -> list[Record]:
    """Needs, audiences and the kind as terms; then what HSDS has no field for."""
    found = [
        attributes.about(row.pk, term.taxonomy, terms.of_row(term))
        for term in sorted([*row.needs.all(), *row.audiences.all()], key=lambda t: (t.taxonomy, t.code))
    ]
    found.append(attributes.about(row.pk, "kind", terms.kind(row.kind)))
    own = {"slug": row.slug, "compiled_on": row.compiled_on, "website": as_written(row.website)}
    found += attributes.properties(row.pk, own)
    lists = {
        attributes.SOURCE: [(source.title, source.url) for source in row.sources.all()],
        attributes.VERIFICATION: [
            (check.method, str(check.verified_on)) for check in row.verifications.all()
        ],
    }
    for link_type, pairs in lists.items():
        found += [
            attributes.one_of_many(row.pk, link_type, number, label, value)
            for number, (label, value) in enumerate(dict.fromkeys(pairs))
        ]
    return found + attributes.translations(row.pk, row.texts.all(), SAID)


def service_at_location(row: ServiceAtLocation) -> Record:
    return {"id": str(row.pk), "location": location(row.location)}


def service_at_location_basic(row: ServiceAtLocation) -> Record:
    """As the list shows it: the place and the service with the fields that there is one of."""
    place = location(row.location)
    for many in ("addresses", "attributes"):
        place.pop(many, None)
    return {"id": str(row.pk), "location": place, "service": service_basic(row.service)}


def service_at_location_full(row: ServiceAtLocation) -> Record:
    """One service at one place, with everything about both."""
    service = service_full(row.service)
    service.pop("service_at_locations", None)
    return {**service_at_location(row), "service": service}


def location(row: Location) -> Record:
    """A place. A confidential one says only that it exists: no address, point, name, web page or organisation.

    Its type stays "physical": "virtual" would send people online to a place that is not there.
    """
    record = {"id": str(row.pk), "location_type": row.location_type}
    if row.confidential:
        return {**record, "attributes": attributes.properties(row.pk, {"confidential": True})}
    address = row.public_address
    point = address if address is not None and address.latitude is not None else None
    return record | said(
        url=uri(row.url),
        organization_id=str(row.organization_id) if row.organization_id else None,
        name=row.name,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        addresses=[_address(address, row.location_type)] if address is not None else [],
        attributes=attributes.properties(row.pk, {"website": as_written(row.url)}),
    )


def _address(row: Any, kind: str) -> Record:
    """HSDS takes an address whole or not at all, so that what nobody wrote is said to be missing."""
    return said(
        id=str(row.pk),
        address_1=row.address_1,
        address_2=row.address_2,
        city=row.city,
        state_province=row.state_province or NOT_GIVEN,
        postal_code=row.postal_code or NOT_GIVEN,
        country=row.country or NOT_GIVEN,
        address_type=kind,
    )
