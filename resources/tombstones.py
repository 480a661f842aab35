"""What must not be listed again. The only writer of `Tombstone`; loading and importing ask here before they write.

A dead line that comes back with the next list of a partner can cost somebody the one call they dare to make.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from resources import freshness, publishing, search_index, strip
from resources.models import Contact, Hidden, Service, Status, Tombstone
from resources.models.tombstone import same

AGAIN = "Listed again: check every contact, then publish it."


@transaction.atomic
def do_not_list(
    service: Service, *, reason: str, by: Any, note: str = "", with_contacts: bool = False
) -> Tombstone:
    """The service is closed for good: shown nowhere, never published again. HSDS says `defunct`.

    `with_contacts`: its numbers and addresses disappear too, everywhere. `reason`: Tombstone.Reason. Raises ValueError.
    """
    _check(reason)
    Service.objects.filter(pk=service.pk).touch()
    facts = {"reason": reason, "by": by, "note": note[:300]}
    stone, _created = Tombstone.objects.update_or_create(service=service, defaults=facts)
    Service.objects.filter(pk=service.pk).update(status=Status.DEFUNCT)
    if with_contacts:
        for value in dict.fromkeys(service.contacts.values_list("value", flat=True)):
            do_not_list_value(value, reason=reason, by=by, note=note)
    search_index.index([service.pk])
    strip.later()
    service.refresh_from_db(fields=["status", "last_modified", "publication", "draft_reason"])
    return stone


@transaction.atomic
def do_not_list_value(value: str, *, reason: str, by: Any, note: str = "") -> Tombstone:
    """One number or address, as `Contact.value` writes it: hidden now wherever it stands, and never shown again.

    Raises ValueError for an unknown reason and an empty value.
    """
    _check(reason)
    if not value.strip():
        raise ValueError("An empty value stops nothing.")
    facts = {"reason": reason, "by": by, "note": note[:300]}
    stone, _created = Tombstone.objects.update_or_create(value=value.strip(), defaults=facts)
    freshness.hide_values(_spellings(value))
    strip.later()
    return stone


@transaction.atomic
def list_again(stone: Tombstone, *, by: Any) -> None:
    """Take a note back. Nothing is shown by this alone: a service becomes a draft, a contact needs a fresh check."""
    service = stone.service
    stone.delete()
    strip.later()
    if service is None:
        return
    Service.objects.filter(pk=service.pk).update(status=Status.ACTIVE)
    service.refresh_from_db(fields=["status"])
    publishing.return_to_draft(service, reason=AGAIN)


def blocked_services(ids: Iterable[UUID]) -> set[UUID]:
    """Those of the services that must not be listed."""
    return set(Tombstone.objects.filter(service__in=list(ids)).values_list("service_id", flat=True))


def blocked_values(values: Iterable[str]) -> dict[str, str]:
    """Those of the values that must not be listed, with the code of the reason (Tombstone.Reason)."""
    blocked: dict[str, str] = Tombstone.objects.blocking(values)
    return blocked


def keep_hidden(services: Iterable[UUID]) -> list[str]:
    """After rows were written in bulk: values that must not be listed are hidden in these services.

    Returns "slug: value" for each.
    """
    rows = list(
        Contact.objects.filter(service__in=list(services))
        .exclude(hidden=Hidden.STOPPED)
        .values_list("service__slug", "value")
    )
    blocked = blocked_values({value for _slug, value in rows})
    if blocked:
        freshness.hide_values(blocked)
    return sorted(f"{slug}: {value}" for slug, value in rows if value in blocked)


def _check(reason: str) -> None:
    if reason not in Tombstone.Reason.values:
        raise ValueError(f"{reason!r} is not a reason not to list.")


def _spellings(value: str) -> set[str]:
    """The value as it stands in contacts, however its letters and its last stroke are written."""
    wanted = same(value)
    near = Contact.objects.filter(Q(value__iexact=wanted) | Q(value__iexact=f"{wanted}/"))
    return {value, *near.values_list("value", flat=True)}
