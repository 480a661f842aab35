"""How old what we say is, and the sentences for readers. Pure: nothing is written, nothing is asked.

Never "verified" and never "guaranteed": a date, a way of checking, and what we do not know.
"""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from resources.models import Contact, Service, Verification
from resources.models.contact import months_before

FRESH, AMBER, OLD = "fresh", "amber", "old"


def since(contact: Contact, service: Service) -> date:
    """The day from which the age counts: our last check, else when the listing was compiled."""
    return contact.checked_on or service.compiled_on


def age(contact: Contact, service: Service, today: date | None = None) -> str:
    """ "fresh", "amber" (nobody looked for AMBER_AFTER_MONTHS) or "old" (readers do not see it any more)."""
    day, now = since(contact, service), today or timezone.localdate()
    if day <= months_before(now, settings.HIDE_AFTER_MONTHS):
        return OLD
    return AMBER if day <= months_before(now, settings.AMBER_AFTER_MONTHS) else FRESH


def is_shown(contact: Contact, service: Service, today: date | None = None) -> bool:
    """As `Contact.objects.shown()`, for contacts that were asked for already."""
    return not contact.hidden and age(contact, service, today) != OLD


def statement_of(contact: Contact, service: Service, today: date | None = None) -> str:
    """How sure we are of one contact, in one to three sentences."""
    return f"{origin(contact, service)} {warning(contact, service, today)}".strip()


def origin(contact: Contact, service: Service) -> str:
    """Who says that a contact is right, and since when."""
    if contact.checked_on:
        return _confirmed(contact.checked_on, contact.checked_how)
    if not contact.second_checked:
        return _sources(service)
    return _(
        "From published sources of %(date)s, checked a second time against others. Not confirmed by us yet."
    ) % {"date": plain_date(service.compiled_on)}


def warning(contact: Contact, service: Service, today: date | None = None) -> str:
    """The amber sentence about a contact that nobody has looked at for AMBER_AFTER_MONTHS; "" for a younger one."""
    return "" if age(contact, service, today) == FRESH else _unlooked(since(contact, service))


def statement(service: Service, today: date | None = None) -> str:
    """How sure we are of a service. Asks nothing when its contacts are prefetched, else one or two queries."""
    contacts = [contact for contact in service.contacts.all() if is_shown(contact, service, today)]
    checked = [contact for contact in contacts if contact.checked_on]
    if contacts and len(checked) == len(contacts):
        said = _all(checked)
    elif checked:
        said = _(
            "We confirmed %(done)d of %(all)d ways to get in touch. The rest is from published sources of %(date)s."
        ) % {
            "done": len(checked),
            "all": len(contacts),
            "date": plain_date(service.compiled_on),
        }
    elif not contacts and service.assured_date:
        check = service.verifications.latest_first().filter(verified_on=service.assured_date).first()
        said = _confirmed(service.assured_date, check.method if check else "")
    else:
        said = _sources(service)
    oldest = min((since(contact, service) for contact in contacts), default=None)
    amber = any(age(contact, service, today) == AMBER for contact in contacts)
    return f"{said} {_unlooked(oldest)}" if amber and oldest else said


def _all(checked: list[Contact]) -> str:
    oldest = min(contact.checked_on for contact in checked if contact.checked_on)
    hows = {contact.checked_how for contact in checked}
    return _confirmed(oldest, hows.pop() if len(hows) == 1 else "")


def _confirmed(day: date, method: str) -> str:
    if method not in Verification.Method.values:
        return _("Confirmed by us on %(date)s.") % {"date": plain_date(day)}
    how = Verification.Method(method).label
    # Translators: how is "by phone", "on their website" or "by e-mail".
    return _("Confirmed by us %(how)s on %(date)s.") % {"how": how, "date": plain_date(day)}


def _sources(service: Service) -> str:
    date = plain_date(service.compiled_on)
    return _("From published sources of %(date)s. Not confirmed by us yet.") % {"date": date}


def _unlooked(day: date) -> str:
    return _("Nobody has checked this since %(date)s; it can still be right.") % {"date": plain_date(day)}


def plain_date(day: date) -> str:
    # Translators: the order of a date: j day, F month, Y year.
    return date_format(day, _("j F Y"))
