"""Lines for people who worry about their own behaviour, short enough to stand on another page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from config.chrome.crisis import place_name
from resources.areas import WIDER
from resources.models import Contact, Service
from resources.models.service_queries import is_beyond, is_in
from resources.vocabulary import FEAR_TO_HARM
from resources.ways import Way, ways

MOST = 4  # services: more is what the directory is for
MOST_WAYS = 2


@dataclass(frozen=True)
class Help:
    """A service and how to reach it. `where`: the part of the country that it is for, or "". `far`: for any country."""

    service: Service
    ways: list[Way]
    where: str
    far: bool


def lines(country: str, *, now: datetime | None = None) -> list[Help]:
    """Of the reader's country or region (ISO code; "" when we cannot tell), then those for any country, at most MOST
    of each. Three queries."""
    now = now or timezone.now()
    here = is_in(country) | is_beyond(country) if country else is_beyond("")
    services = Service.objects.published().with_audience(FEAR_TO_HARM).filter(here)
    contacts = Contact.objects.shown().filter(service__in=services.values("pk"))
    found: dict[Service, list[Contact]] = {}
    for contact in (
        contacts.select_related("service")
        .prefetch_related("texts", "service__texts")
        .order_by("service__name", "service__slug", "position", "pk")
    ):
        found.setdefault(contact.service, []).append(contact)
    rows = [_help(service, given, now) for service, given in found.items()]
    near, far = [row for row in rows if not row.far], [row for row in rows if row.far]
    return [*sorted(near, key=_whole_first)[:MOST], *far[:MOST]]


def _help(service: Service, contacts: list[Contact], now: datetime) -> Help:
    where = place_name(service.region) if service.region else ""
    return Help(service, ways(contacts, now=now).shown[:MOST_WAYS], where, service.country in WIDER)


def _whole_first(row: Help) -> bool:
    return bool(row.where)
