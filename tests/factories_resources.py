"""Services for tests: valid by default, everything can be said otherwise."""

import json
from datetime import date

from resources import search_index
from resources.loading import PATH, load_vocabulary
from resources.models import (
    Address,
    Contact,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)


def make_service(
    slug="harbour-line",
    *,
    needs=("emotional_support",),
    audiences=("anyone",),
    languages=("en",),
    contacts=(),
    **fields,
):
    """A published service of Great Britain; `contacts` are (channel, value) pairs or dictionaries of fields."""
    load_vocabulary()
    values = {
        "name": slug.replace("-", " ").title(),
        "description": "Listens to people who were hurt.",
        "kind": "hotline",
        "website": f"https://{slug}.example.org/",
        "country": "GB",
        "confidence": "high",
        "publication": "published",
        "draft_reason": "",
        "compiled_on": date(2026, 11, 20),
        **fields,
    }
    values.setdefault("organization", None)
    if values["organization"] is None:
        values["organization"] = Organization.objects.create(name=values["name"])
    service = Service.objects.create(slug=slug, **values)
    service.needs.set(TaxonomyTerm.objects.filter(taxonomy="need", code__in=needs))
    service.audiences.set(TaxonomyTerm.objects.filter(taxonomy="audience", code__in=audiences))
    service.languages.set(languages)
    for place, contact in enumerate(contacts):
        make_contact(service, contact, position=place, indexed=False)
    search_index.index([service.pk])
    return service


def make_contact(service, contact=("phone", "988"), indexed=True, **fields):
    given = contact if isinstance(contact, dict) else {"channel": contact[0], "value": contact[1]}
    given = {"channel": "phone", **given, **fields}
    given.setdefault("display", given["value"])
    made = Contact.objects.create(service=service, **given)
    if indexed:
        search_index.index([service.pk])
    return made


def make_place(*services, street="1 Harbour Street", city="Leith", confidential=False, **fields):
    """A place with an address where the services are offered. `fields` are those of the address."""
    location = Location.objects.create(
        name=fields.pop("name", "Drop-in"), url=fields.pop("url", ""), confidential=confidential
    )
    given = {"state_province": "Scotland", "postal_code": "EH6 6AA", "country": "GB"}
    Address.objects.create(location=location, address_1=street, city=city, **{**given, **fields})
    for service in services:
        ServiceAtLocation.objects.create(service=service, location=location)
    return location


def catalogue_data():
    """The real catalogue as JSON data, fresh for every caller to change."""
    return json.loads(PATH.read_text(encoding="utf-8"))


def write_catalogue(folder, services, compiled_on="2026-11-20"):
    """A catalogue file with these services."""
    path = folder / "services.json"
    path.write_text(
        json.dumps({"compiled_on": compiled_on, "note": "", "services": services}), encoding="utf-8"
    )
    return path


def record(slug="harbour-line", **fields):
    """A right row of the catalogue file."""
    return {
        "slug": slug,
        "name": "Harbour Line",
        "alternate_name": None,
        "description": "Listens to people who were hurt.",
        "kind": "hotline",
        "needs": ["crisis_support"],
        "audiences": ["anyone"],
        "country": "GB",
        "region": None,
        "website": "https://harbour.example.org/",
        "contacts": [contact()],
        "languages": ["en"],
        "cost_free": True,
        "what_to_expect": None,
        "not_for": None,
        "public_note": None,
        "translations": {},
        "editor_note": None,
        "sources": [{"title": "A list", "url": "https://example.org/list", "says": "Old number 0800 000."}],
        "confidence": "high",
        "newest_source_year": 2026,
        "second_check": "not checked",
        "second_check_contacts": [],
        **fields,
    }


def contact(**fields):
    """A right contact of the catalogue file."""
    return {
        "channel": "phone",
        "value": "+448080000000",
        "display": "0808 000 0000",
        "hours_osm": "24/7",
        "timezone": "Europe/London",
        "languages": ["en"],
        "confidential": True,
        "anonymous": None,
        "free": True,
        "note": None,
        "translations": {},
        **fields,
    }
