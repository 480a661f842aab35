"""Brings services from one state to another, in bulk. Called by `apply` only, inside its transaction.

Forwards and backwards are the same: undoing is bringing a service to the state it had.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from resources.hsds import writing_contacts
from resources.hsds.state import State, instance, names_of
from resources.models import (
    Address,
    Language,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    ServiceText,
    Source,
    TaxonomyTerm,
)

Move = tuple[str, State | None, State]  # identifier, state now (None: not there yet), state wanted
Made = dict[str, dict[str, list[str]]]  # service: {"organizations": [id], "places": [id]}
THROUGH: dict[str, Any] = {
    "needs": Service.needs.through,
    "audiences": Service.audiences.through,
    "languages": Service.languages.through,
}
NOTHING: State = {
    "needs": [], "audiences": [], "languages": [], "contacts": {}, "texts": {}, "sources": [], "places": {},
}  # fmt: skip


def write(moves: list[Move], by: Any) -> None:
    """Every service of the list reaches its wanted state; `last_modified` becomes now, so that partners see it.

    `by`: the staff user who brings these numbers, None when the account is gone.
    """
    _organizations(moves)
    _fields(moves)
    full = [(pk, old or NOTHING, new) for pk, old, new in moves]
    for name in THROUGH:
        _links(full, name)
    writing_contacts.write(full, by)
    _texts(full)
    _sources(full)
    _places(full)


def missing(moves: list[Move]) -> Made:
    """Organisations and places that writing will make, by identifier of the first service that brings them."""
    organizations = {new["organization"]["id"] for _pk, _old, new in moves}
    places = {key for _pk, _old, new in moves for key in new["places"]}
    lacking = {
        "organizations": organizations - _present(Organization, organizations),
        "places": places - _present(Location, places),
    }
    made: Made = {}
    for pk, _old, new in moves:
        for kind, keys in (("organizations", [new["organization"]["id"]]), ("places", list(new["places"]))):
            for key in keys:
                if key in lacking[kind]:
                    lacking[kind].discard(key)
                    made.setdefault(pk, {}).setdefault(kind, []).append(key)
    return made


def _present(model: Any, keys: set[str]) -> set[str]:
    return {str(key) for key in model.objects.filter(pk__in=keys).values_list("pk", flat=True)}


def remove(pks: list[str], made: list[dict[str, list[str]]]) -> None:
    """Services that an import made go again, then what it made for them, unless something else uses it by now."""
    Service.objects.filter(pk__in=pks).delete()
    places, organizations = (
        [key for one in made for key in one.get(kind, ())] for kind in ("places", "organizations")
    )
    unused = Location.objects.filter(pk__in=places, at_services__isnull=True)
    # A secret address is never cleared away with the place that somebody wrote it for.
    unused.filter(Q(confidential=False) | Q(address__isnull=True), organization__isnull=True).delete()
    left = Organization.objects.filter(pk__in=organizations)
    left.filter(services__isnull=True, locations__isnull=True).delete()


def _organizations(moves: list[Move]) -> None:
    wanted: dict[str, dict[str, Any]] = {}
    for _pk, old, new in moves:
        part = new["organization"]
        if old is None:
            wanted.setdefault(part["id"], part)
        elif part != old["organization"]:
            wanted[part["id"]] = part
    known = set(Organization.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    fresh = [part for key, part in wanted.items() if UUID(key) not in known]
    Organization.objects.bulk_create([instance(Organization, part) for part in fresh])
    moved = {
        new["organization"]["id"]
        for _pk, old, new in moves
        if old and new["organization"] != old["organization"]
    }
    rows = [instance(Organization, wanted[key]) for key in sorted(moved) if UUID(key) in known]
    Organization.objects.bulk_update(rows, ["name", "description", "website"], batch_size=100)


def _fields(moves: list[Move]) -> None:
    now = timezone.now()
    fresh = [
        instance(Service, new["fields"], id=pk, last_modified=now) for pk, old, new in moves if old is None
    ]
    Service.objects.bulk_create(fresh, batch_size=100)
    names, rows = {"last_modified"}, []
    for pk, old, new in moves:
        if old is not None:
            names |= {name for name, value in new["fields"].items() if old["fields"][name] != value}
            rows.append(instance(Service, new["fields"], id=pk, last_modified=now))
    Service.objects.bulk_update(rows, sorted(names_of(Service, names)), batch_size=100)


def _links(moves: list[tuple[str, State, State]], name: str) -> None:
    """Needs, audiences or languages."""
    through = THROUGH[name]
    target = "language_id" if name == "languages" else "taxonomyterm_id"
    keys = _keys(name)
    changed = [(pk, old[name], new[name]) for pk, old, new in moves if old[name] != new[name]]
    through.objects.filter(service_id__in=[pk for pk, old, _new in changed if old]).delete()
    through.objects.bulk_create(
        [
            through(service_id=UUID(pk), **{target: keys[code]})
            for pk, _old, new in changed
            for code in new
            if code in keys
        ],
        batch_size=500,
    )


def _keys(name: str) -> Any:
    """Codes to keys; one that was deleted since the plan is passed over."""
    if name == "languages":
        return {code: code for code in Language.objects.values_list("code", flat=True)}
    taxonomy = {"needs": "need", "audiences": "audience"}[name]
    return dict(TaxonomyTerm.objects.filter(taxonomy=taxonomy).values_list("code", "pk"))


def _texts(moves: list[tuple[str, State, State]]) -> None:
    for pk, old, new in moves:
        if old["texts"] != new["texts"]:
            gone = [language for language in old["texts"] if language not in new["texts"]]
            ServiceText.objects.filter(service_id=pk, language__in=gone).delete()
            for language, part in new["texts"].items():
                if old["texts"].get(language) != part:
                    instance(ServiceText, part, service_id=pk, language=language).save()


def _sources(moves: list[tuple[str, State, State]]) -> None:
    fresh = []
    for pk, old, new in moves:
        if old["sources"] == new["sources"]:
            continue
        kept = {part["id"] for part in new["sources"] if part.get("id")}
        Source.objects.filter(
            pk__in=[part["id"] for part in old["sources"] if part["id"] not in kept]
        ).delete()
        for part in new["sources"]:
            if part.get("id") and part not in old["sources"]:
                instance(Source, part, service_id=pk).save()
            elif not part.get("id"):
                values = {name: value for name, value in part.items() if name != "id"}
                fresh.append(instance(Source, values, service_id=pk))
    Source.objects.bulk_create(fresh, batch_size=500)


def _places(moves: list[tuple[str, State, State]]) -> None:
    """Links come and go; whatever the plan said, a place that is confidential now is never written."""
    links, parts = [], dict[str, dict[str, Any]]()
    for pk, old, new in moves:
        gone = [key for key in old["places"] if key not in new["places"]]
        if gone:
            ServiceAtLocation.objects.filter(service_id=pk, location_id__in=gone).delete()
        for key, part in new["places"].items():
            if part != old["places"].get(key):
                parts[key] = part
            if key not in old["places"]:
                links.append(
                    instance(ServiceAtLocation, {"id": part["link"]}, service_id=pk, location_id=key)
                )
    known = dict(Location.objects.filter(pk__in=parts).values_list("pk", "confidential"))
    fresh = {key: part for key, part in parts.items() if UUID(key) not in known}
    Location.objects.bulk_create(
        [instance(Location, part["location"], id=key) for key, part in fresh.items()]
    )
    addresses = [(key, part["address"]) for key, part in fresh.items() if part["address"]]
    Address.objects.bulk_create([instance(Address, address, location_id=key) for key, address in addresses])
    for key, confidential in known.items():
        if not confidential:
            part = parts[str(key)]
            Location.objects.filter(pk=key).update(**part["location"])
            if not part["location"].get(
                "confidential"
            ):  # the address of a place that becomes secret stays with us
                _address(str(key), part["address"])
    ServiceAtLocation.objects.bulk_create(links, batch_size=500)


def _address(key: str, part: dict[str, Any] | None) -> None:
    if part is None:
        Address.objects.filter(location_id=key).delete()
    elif not Address.objects.filter(location_id=key).update(**part):
        instance(Address, part, location_id=key).save(force_insert=True)
