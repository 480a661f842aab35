"""Which rows go out, and how they are read: in fixed numbers of queries, in batches, in an order that does not change.

Drafts never go out. A published service with a “do not list” note goes out as a notice that it is gone.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from resources.models import Address, Location, Organization, Service, ServiceAtLocation, Source, Verification
from resources.models.service_queries import ServiceQuerySet

BATCH = 200  # services in memory at once


def listed() -> ServiceQuerySet:
    """What readers see."""
    return Service.objects.published().filter(tombstone__isnull=True)


def exported() -> ServiceQuerySet:
    """What readers see, and notices about what is gone."""
    return Service.objects.filter(Q(status="active") | Q(tombstone__isnull=False), publication="published")


def basic(services: ServiceQuerySet) -> ServiceQuerySet:
    """With what a row of a list needs."""
    return services.select_related("organization", "tombstone")


def whole(services: ServiceQuerySet) -> ServiceQuerySet:
    """With what the full record needs."""
    return (
        services.with_contacts()
        .select_related("organization", "tombstone")
        .prefetch_related(
            Prefetch("sources", queryset=Source.objects.order_by("position", "pk")),
            Prefetch("verifications", queryset=Verification.objects.latest_first()),
            Prefetch("at_locations", queryset=with_places(ServiceAtLocation.objects.all())),
        )
    )


def with_places(rows: QuerySet[ServiceAtLocation]) -> QuerySet[ServiceAtLocation]:
    """With the place and, where everybody may know it, its address. A confidential address is not even read."""
    addresses = Address.objects.filter(location__confidential=False)
    return rows.select_related("location").prefetch_related(Prefetch("location__address", queryset=addresses))


def organizations() -> QuerySet[Organization]:
    """Those that run a service that goes out, or a place where one is offered."""
    runs = Q(pk__in=exported().values("organization_id"))
    return Organization.objects.filter(runs | Q(pk__in=public_places().values("organization_id")))


def at_locations() -> QuerySet[ServiceAtLocation]:
    """Listed services at their places."""
    return ServiceAtLocation.objects.filter(service__in=listed().values("pk"))


def places() -> QuerySet[Location]:
    """Where listed services are offered. The address of a secret place is not even read."""
    addresses = Address.objects.filter(location__confidential=False)
    offered = Location.objects.filter(pk__in=at_locations().values("location_id"))
    return offered.prefetch_related(Prefetch("address", queryset=addresses))


def public_places() -> QuerySet[Location]:
    """Places that are no secret."""
    return places().filter(confidential=False)


def batches(rows: QuerySet[Any], size: int = BATCH) -> Iterator[Any]:
    """Every row in the order of the query, read in batches: memory does not grow with the directory."""
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), size):
        found = {row.pk: row for row in rows.filter(pk__in=keys[start : start + size])}
        yield from (found[key] for key in keys[start : start + size] if key in found)
