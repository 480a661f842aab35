"""A service with everything that an import can touch, as plain JSON: compared, kept for undoing, and put back.

{"fields": {column: value}, "needs": [code], "audiences": [code], "languages": [code],
 "contacts": {id: {column: value, "languages": [code], "texts": {language: {column: value}}}},
 "texts": {language: {column: value}},
 "sources": [{column: value}], "checks": {id of a verification: id of its contact or None},
 "places": {id of the location: {"link": id, "location": {column: value}, "address": {column: value} or None}},
 "organization": {column: value}, "do_not_list": bool}

Who typed a contact is not in it: a state is kept, and an account that is deleted must be gone. `writing_contacts`.
The address of a confidential place is never in it: {"link": id, "location": {"confidential": True}, "address": None}.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey, Model, Prefetch

from config.content import fingerprint
from resources import tombstones
from resources.models import (
    Address,
    Contact,
    ContactText,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    ServiceText,
    Source,
    Verification,
)

State = dict[str, Any]
LISTS = ("needs", "audiences", "languages")
SHARED = (
    "organization",
    "places",
)  # also touched through other services, so guarded apart from the fingerprint


def _columns(model: type[Model], *without: str) -> tuple[str, ...]:
    return tuple(f.attname for f in model._meta.concrete_fields if f.attname not in without)


COLUMNS = {
    Service: _columns(Service, "id", "last_modified"),
    Contact: _columns(Contact, "id", "service_id", "entered_by_id"),
    ContactText: _columns(ContactText, "contact_id"),
    ServiceText: _columns(ServiceText, "service_id"),
    Source: _columns(Source, "service_id"),
    Organization: _columns(Organization),
    Location: _columns(Location, "id", "organization_id"),
    Address: _columns(Address, "location_id"),
}


def plain(value: Any) -> Any:
    """A column's value as JSON has it."""
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def row(instance: Model) -> dict[str, Any]:
    return {name: plain(getattr(instance, name)) for name in COLUMNS[type(instance)]}


def instance(model: type[Model], values: dict[str, Any], **more: Any) -> Any:
    """A row that was never read, from what `row` gave."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    found = {}
    for name, value in {**values, **more}.items():
        field = fields[name]
        source = field.target_field if isinstance(field, ForeignKey) else field
        found[name] = source.to_python(value)
    return model(**found)


def names_of(model: type[Model], columns: Iterable[str]) -> set[str]:
    """The fields behind columns."""
    return {field.name for field in model._meta.concrete_fields if field.attname in columns}


def states(pks: Iterable[str | UUID]) -> dict[str, State]:
    """States by identifier, of those that exist, in a fixed number of queries."""
    keys = list(pks)
    found = (
        Service.objects.filter(pk__in=keys)
        .select_related("organization")
        .prefetch_related(
            "needs",
            "audiences",
            "languages",
            Prefetch(
                "contacts",
                queryset=Contact.objects.order_by("position", "pk").prefetch_related("languages", "texts"),
            ),
            Prefetch("sources", queryset=Source.objects.order_by("position", "pk")),
            Prefetch("texts", queryset=ServiceText.objects.order_by("language")),
            Prefetch("verifications", queryset=Verification.objects.order_by("pk")),
            Prefetch("at_locations", queryset=ServiceAtLocation.objects.order_by("pk")),
            Prefetch("at_locations__location", queryset=with_public_addresses(Location.objects.all())),
        )
    )
    stones = tombstones.blocked_services(service.pk for service in found)
    return {str(service.pk): _state(service, service.pk in stones) for service in found}


def with_public_addresses(locations: Any) -> Any:
    """Places with their addresses; a confidential one is not even read."""
    return locations.prefetch_related(
        Prefetch("address", queryset=Address.objects.filter(location__confidential=False))
    )


def _state(service: Service, do_not_list: bool) -> State:
    return {
        "fields": row(service),
        "needs": sorted(term.code for term in service.needs.all()),
        "audiences": sorted(term.code for term in service.audiences.all()),
        "languages": sorted(language.code for language in service.languages.all()),
        "contacts": {str(contact.pk): _contact(contact) for contact in service.contacts.all()},
        "texts": {text.language: row(text) for text in service.texts.all()},
        "sources": [row(source) for source in service.sources.all()],
        "checks": {str(check.pk): plain(check.contact_id) for check in service.verifications.all()},
        "places": {
            str(at.location_id): {"link": str(at.pk), **place_of(at.location)}
            for at in service.at_locations.all()
        },
        "organization": row(service.organization),
        "do_not_list": do_not_list,
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return row(contact) | {
        "languages": sorted(one.code for one in contact.languages.all()),
        "texts": {text.language: row(text) for text in sorted(contact.texts.all(), key=lambda t: t.language)},
    }


def place_of(location: Location) -> dict[str, Any]:
    if location.confidential:
        return {"location": {"confidential": True}, "address": None}
    address = getattr(location, "address", None)
    return {"location": row(location), "address": row(address) if address else None}


def mark(state: State | None) -> str:
    """The fingerprint of what belongs to the service alone; "" for one that is not there."""
    if state is None:
        return ""
    own = {name: part for name, part in state.items() if name not in SHARED}
    links = {key: part["link"] for key, part in state["places"].items()}
    return fingerprint({**own, "links": links})


def difference(old: State, new: State) -> tuple[State, State]:
    """The parts that differ, as they are in each: (before, after)."""
    before: State = {}
    after: State = {}
    for name in new:
        if name == "fields":
            changed = [
                column for column, value in new["fields"].items() if old["fields"].get(column) != value
            ]
            if changed:
                before["fields"] = {column: old["fields"][column] for column in changed}
                after["fields"] = {column: new["fields"][column] for column in changed}
        elif old[name] != new[name]:
            before[name], after[name] = old[name], new[name]
    return before, after


def merged(state: State, parts: State) -> State:
    """The state with some of its parts as `difference` gave them."""
    return {**state, **parts, "fields": {**state["fields"], **parts.get("fields", {})}}
