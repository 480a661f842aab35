"""Changing where services are offered. Partners who ask what changed must see it on the services."""

from collections.abc import Iterable
from uuid import UUID

from resources.models import Location, Service, ServiceAtLocation


def services_at(locations: Iterable[Location]) -> set[UUID]:
    """Identifiers of the services offered at these places."""
    rows = ServiceAtLocation.objects.filter(location__in=[location.pk for location in locations])
    return set(rows.values_list("service_id", flat=True))


def changed(services: Iterable[UUID]) -> None:
    """Something about the places of these services is different now."""
    Service.objects.filter(pk__in=list(services)).touch()


def is_secret(location: Location | None) -> bool:
    """Whether the address is confidential in the database, whatever a form has just put into `location`."""
    return location is not None and Location.objects.filter(pk=location.pk, confidential=True).exists()
