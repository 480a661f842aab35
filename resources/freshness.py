"""What we confirmed ourselves, and when. The only writer of `Verification`, of a contact's `checked_on`, `checked_how`
and `hidden`, and of `Service.assured_date`, but for imports, which bring whole rows from one state to another and
back (`hsds.writing`). How old a thing is, and how we say it, is in `ageing`.

Every writer first touches the row of the service: that locks it, so that two people at once come one after the other,
and it tells partners that something changed.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from resources import publishing, search_index, strip
from resources.ageing import statement as statement  # readers of this module find both halves here
from resources.ageing import statement_of as statement_of
from resources.channels import NUMBERED
from resources.models import Contact, Hidden, Publication, Service, Tombstone, Verification
from resources.reach import Reach

CHECKABLE: dict[str, Callable[[Contact], bool]] = {
    Verification.Method.PHONE: lambda contact: (
        contact.channel in NUMBERED and not contact.value.startswith("http")
    ),
    Verification.Method.WEBSITE: lambda contact: True,  # a service lists its own numbers there
    Verification.Method.EMAIL: lambda contact: True,  # it told us itself
}
HIDEABLE = (Hidden.DEAD, Hidden.WRONG, Hidden.UNSAFE)


class Overtaken(Exception):
    """Somebody changed the contact or its service after this page was opened; nothing was written."""


class Seen(NamedTuple):
    """What an editor had on the screen: the value of the contact, and when its service last changed."""

    value: str
    last_modified: datetime


@transaction.atomic
def confirm_contact(
    contact: Contact, *, by: Any, method: str, on: date, seen: Seen | None = None
) -> Verification:
    """Note that `by` (a staff user) checked one contact with `method` (Verification.Method) on a day.

    `seen`: the check is only written when nothing changed since. Raises ValueError for a method that we do not know or
    that cannot check this channel, a day that has not come yet, and a contact that is hidden; `Overtaken`.
    """
    _refuse(method, on)
    if not CHECKABLE[method](contact):
        raise ValueError(_("A phone call cannot check this: %(contact)s.") % {"contact": contact.display})
    _claim(contact, seen)
    check = _confirm(contact, by, method, on)
    _assure([contact.service_id])
    return check


@transaction.atomic
def confirm(service: Service, *, by: Any, method: str, on: date) -> list[Verification]:
    """Confirm every contact that is not hidden and that the method can check; without any, the listing itself.

    Raises ValueError as `confirm_contact`, and for a call to a service without a number.
    """
    _refuse(method, on)
    Service.objects.filter(pk=service.pk).touch()
    contacts = list(service.contacts.filter(hidden=Hidden.NO).order_by("position", "pk"))
    within = [contact for contact in contacts if CHECKABLE[method](contact)]
    if within:
        checks = [_confirm(contact, by, method, on) for contact in within]
        _assure([service.pk])
    elif method == Verification.Method.PHONE:
        raise ValueError(_("%(service)s has no number that could have been called.") % {"service": service})
    else:
        checks = [Verification.objects.create(service=service, by=by, method=method, verified_on=on)]
        newer = Q(assured_date__isnull=True) | Q(assured_date__lt=on)
        Service.objects.filter(newer, pk=service.pk).update(assured_date=on)
    service.refresh_from_db(fields=["assured_date", "last_modified"])
    return checks


@transaction.atomic
def confirm_seen(
    seen: dict[Contact, Seen], *, by: Any, method: str, on: date
) -> tuple[list[Contact], list[tuple[Contact, str]]]:
    """Confirm many contacts, each as it was seen. Returns those done, and (contact, why not) for the others."""
    done: list[Contact] = []
    skipped: list[tuple[Contact, str]] = []
    fresh: dict[UUID, tuple[datetime, datetime]] = {}  # service: as it was seen, as we left it
    for contact, was in seen.items():
        before, after = fresh.get(contact.service_id, (was.last_modified, was.last_modified))
        now = Seen(was.value, after if before == was.last_modified else was.last_modified)
        try:
            confirm_contact(contact, by=by, method=method, on=on, seen=now)
        except (ValueError, Overtaken) as error:
            skipped.append((contact, str(error)))
            continue
        left = Service.objects.values_list("last_modified", flat=True).get(pk=contact.service_id)
        fresh[contact.service_id] = (was.last_modified, left)
        done.append(contact)
    return done, skipped


@transaction.atomic
def hide(contact: Contact, *, reason: str, by: Any, seen: Seen | None = None) -> str:
    """Take a contact from every page, at once and by one person. A service that has nothing left becomes a draft.

    `reason`: dead, wrong or unsafe. Returns why the service is a draft now, or "". Raises ValueError, `Overtaken`.
    """
    if reason not in HIDEABLE:
        raise ValueError(f"{reason!r} is not a reason to hide a contact.")
    _claim(contact, seen)
    Contact.objects.filter(pk=contact.pk, hidden__in=("", *HIDEABLE)).update(hidden=reason)
    contact.refresh_from_db(fields=["hidden"])
    _assure([contact.service_id])
    return publishing.hold_if_unfit(Service.objects.get(pk=contact.service_id))


@transaction.atomic
def show_again(contact: Contact, *, by: Any, method: str, on: date, seen: Seen | None = None) -> Verification:
    """Show a hidden contact: only together with a fresh check. Raises ValueError as `confirm_contact`, and for a
    contact that waits for a second person, is on the do-not-list, or was typed by `by` and would be live."""
    _claim(contact, seen)
    if contact.hidden == Hidden.WAITING or contact.change_requests.waiting().exists():
        raise ValueError(f"{contact.display}: {Hidden.WAITING.label}")
    if Tombstone.objects.blocking([contact.value]):
        raise ValueError(f"{contact.display}: {contact.get_hidden_display()}")
    if settings.SECOND_PERSON and by and _typed_and_live(contact, by):
        raise ValueError(_("You typed this. Somebody else has to check it before readers see it."))
    Contact.objects.filter(pk=contact.pk).update(hidden=Hidden.NO)
    contact.hidden = Hidden.NO
    return confirm_contact(contact, by=by, method=method, on=on)


def _typed_and_live(contact: Contact, by: Any) -> bool:
    rows = Contact.objects.filter(pk=contact.pk, service__publication=Publication.PUBLISHED)
    return rows.filter(entered_by=by).exists()


def hide_values(values: Iterable[str]) -> set[UUID]:
    """Values that must not be listed disappear wherever they stand. Returns the services that had them.

    What waits for a second person goes on waiting: nobody sees it, and nobody must be able to skip that person.
    """
    rows = Contact.objects.filter(value__in=list(values)).exclude(hidden__in=(Hidden.STOPPED, Hidden.WAITING))
    services = sorted(set(rows.values_list("service_id", flat=True)))
    Service.objects.filter(pk__in=services).touch()
    rows.update(hidden=Hidden.STOPPED)
    _assure(services)
    for service in Service.objects.filter(pk__in=services):
        publishing.hold_if_unfit(service)
    return set(services)


def wait(contact: Contact) -> None:
    """A new contact of a published service stays unseen until a second person agrees."""
    Contact.objects.filter(pk=contact.pk).update(hidden=Hidden.WAITING)
    contact.hidden = Hidden.WAITING


def show_new(contact_pk: UUID, reach: Reach) -> bool:
    """A second person agreed to a new contact. False when it is not any more what was proposed."""
    Service.objects.filter(contacts=contact_pk).touch()
    waiting = Contact.objects.filter(pk=contact_pk, hidden=Hidden.WAITING, **reach._asdict())
    done = bool(waiting.update(hidden=Hidden.NO))
    _assure(Contact.objects.filter(pk=contact_pk).values_list("service_id", flat=True))
    return done


def rewrite(contact_pk: UUID, *, old: Reach, new: Reach, typed_by: Any) -> bool:
    """A new number or address takes the place of `old`; nothing said about the old one holds for it.

    False when the contact is not `old` any more, or the service has the new one already; then nothing is written.
    """
    Service.objects.filter(contacts=contact_pk).touch()
    rows = Contact.objects.filter(pk=contact_pk, **old._asdict())
    plain = {"second_checked": False, "checked_on": None, "checked_how": "", "entered_by": typed_by}
    try:
        with transaction.atomic():
            done = bool(rows.update(**new._asdict(), **plain))
    except IntegrityError:
        return False
    if done:
        gone = (Hidden.DEAD, Hidden.WRONG)  # the old number was; this is another one
        Contact.objects.filter(pk=contact_pk, hidden__in=gone).update(hidden=Hidden.NO)
        _assure(Contact.objects.filter(pk=contact_pk).values_list("service_id", flat=True))
    return done


def put_back(checks: Mapping[UUID, Iterable[tuple[str, str]]]) -> None:
    """Checks that our own export lists, when it is put back: (Verification.Method, ISO day) of each service, the latest
    first. An export does not say who made them, nor of which contact."""
    rows = [
        Verification(service_id=service, method=method, verified_on=date.fromisoformat(day))
        for service, found in checks.items()
        for method, day in reversed(list(found))
    ]
    Verification.objects.bulk_create(rows, batch_size=500)


def lapse(services: Iterable[UUID]) -> int:
    """Contacts of these services changed: what is left of our confirmation. The checks stay on record."""
    return _assure(
        Service.objects.filter(pk__in=list(services), assured_date__isnull=False).values_list("pk", flat=True)
    )


@transaction.atomic
def contacts_edited(service: Service, contacts: Iterable[Contact]) -> None:
    """New values were written: neither the second check nor our confirmation was about these."""
    Service.objects.filter(pk=service.pk).touch()
    edited = Contact.objects.filter(pk__in=[contact.pk for contact in contacts])
    edited.update(second_checked=False, checked_on=None, checked_how="")
    lapse([service.pk])
    service.refresh_from_db(fields=["assured_date", "last_modified"])


def _refuse(method: str, on: date) -> None:
    if method not in Verification.Method.values:
        raise ValueError(f"{method!r} is not a way to check a service.")
    if on > timezone.localdate():
        raise ValueError(f"{on} has not come yet.")


def _claim(contact: Contact, seen: Seen | None) -> None:
    """Lock the service, and stop when the contact is not what was seen. Fills `contact` as it is now."""
    service = Service.objects.filter(pk=contact.service_id)
    rows = service.filter(last_modified=seen.last_modified) if seen else service
    if not rows.touch():
        raise Overtaken(_("Somebody changed %(contact)s in the meantime.") % {"contact": contact.display})
    now = Contact.objects.filter(pk=contact.pk).first()
    if now is None or now.value != (seen.value if seen else contact.value):
        raise Overtaken(_("Somebody changed %(contact)s in the meantime.") % {"contact": contact.display})
    contact.hidden, contact.checked_on = now.hidden, now.checked_on


def _confirm(contact: Contact, by: Any, method: str, on: date) -> Verification:
    """One check. An older one than the last stays on record but changes nothing."""
    if contact.hidden:
        raise ValueError(f"{contact.display}: {contact.get_hidden_display()}")
    newer = Q(checked_on__isnull=True) | Q(checked_on__lte=on)
    Contact.objects.filter(newer, pk=contact.pk).update(checked_on=on, checked_how=method)
    contact.refresh_from_db(fields=["checked_on", "checked_how"])
    return Verification.objects.create(
        service_id=contact.service_id,
        contact=contact,
        value=contact.value,
        by=by,
        method=method,
        verified_on=on,
    )


def _assure(services: Iterable[UUID]) -> int:
    """A service is confirmed when everything it shows is, and only as of the oldest of these checks. The last step of
    every write: what the search and the help strip know about the service follows."""
    keys = list(services)
    days: dict[UUID, list[date | None]] = {key: [] for key in keys}
    for key, day in Contact.objects.shown().filter(service__in=keys).values_list("service_id", "checked_on"):
        days[key].append(day)
    for key, found in days.items():
        known = [day for day in found if day]
        Service.objects.filter(pk=key).update(
            assured_date=min(known) if known and len(known) == len(found) else None
        )
    search_index.index(keys)
    strip.follow(keys)
    return len(keys)
