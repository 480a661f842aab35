"""What we confirmed ourselves, and when. The only writer of `Verification` and of `Service.assured_date`."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from resources.channels import NUMBERED
from resources.models import Contact, Service, Verification


@transaction.atomic
def confirm(service: Service, *, by: Any, method: str, on: date) -> Verification:
    """Note that `by` (a staff user) checked the service with `method` (Verification.Method) on a day.

    Raises ValueError for a method we do not know, a day that has not come yet, and a call to a service without a
    number.
    """
    if method not in Verification.Method.values:
        raise ValueError(f"{method!r} is not a way to check a service.")
    if method == Verification.Method.PHONE and not service.contacts.filter(channel__in=NUMBERED).exists():
        raise ValueError(f"{service.slug} has no number that could have been called.")
    if on > timezone.localdate():
        raise ValueError(f"{on} has not come yet.")
    check = Verification.objects.create(service=service, by=by, method=method, verified_on=on)
    newer = Q(assured_date__isnull=True) | Q(assured_date__lt=on)
    Service.objects.filter(newer, pk=service.pk).update(assured_date=on)
    service.refresh_from_db(fields=["assured_date"])
    return check


def lapse(services: Iterable[UUID]) -> int:
    """Contacts changed after we confirmed them, so the confirmation no longer holds. The checks stay on record."""
    return Service.objects.filter(pk__in=list(services), assured_date__isnull=False).update(assured_date=None)


@transaction.atomic
def contacts_edited(service: Service, contacts: Iterable[Contact]) -> None:
    """An editor wrote new values: neither the second check nor our confirmation was about these."""
    edited = [contact.pk for contact in contacts]
    Contact.objects.filter(pk__in=edited).update(second_checked=False)
    lapse([service.pk])
    service.refresh_from_db(fields=["assured_date"])


def statement(service: Service) -> str:
    """How sure we are, in plain words. One query when the service was confirmed."""
    if service.assured_date is None:
        return _("Compiled from published sources on %(date)s. Not yet confirmed by us.") % {
            "date": plain_date(service.compiled_on)
        }
    check = service.verifications.latest_first().filter(verified_on=service.assured_date).first()
    return _("Confirmed by us on %(date)s %(how)s.") % {
        "date": plain_date(service.assured_date),
        "how": check.get_method_display() if check else "",
    }


def plain_date(day: date) -> str:
    # Translators: the order of a date: j day, F month, Y year.
    return date_format(day, _("j F Y"))
