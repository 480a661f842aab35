"""The ways to get in touch as a reader sees them: which ones suit, whether they answer now, how old they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from resources import expectations, opening_words
from resources.channels import QUIET
from resources.freshness import plain_date
from resources.models import Contact, Verification
from resources.models.contact import months_before
from resources.opening_words import Opening


@dataclass(frozen=True)
class Way:
    """One contact on a page. `elsewhere`: only to read, and to dial from another phone."""

    contact: Contact
    opening: Opening
    aged: str
    elsewhere: bool = False

    @property
    def checked(self) -> str:
        return checked(self.contact)

    @property
    def expect(self) -> str:
        return expectations.of_channel(self.contact.channel)


@dataclass(frozen=True)
class Ways:
    """What is shown of a service's contacts. `unfit`: none suits the reader's choice, so all are shown."""

    shown: list[Way]
    unfit: bool = False

    @property
    def opening(self) -> Opening:
        """One state for the whole service: that of the ways somebody answers, else what is left to say."""
        live = [way.opening for way in self.shown if way.contact.kind.answers_live]
        said = opening_words.best(live or [way.opening for way in self.shown])
        return said or Opening("ask", _("No line that we know of. See their website"))

    @property
    def alike(self) -> str:
        """The one state of all lines, which stands above them; "" when they differ."""
        said = {way.opening.text for way in self.shown if way.contact.kind.answers_live}
        return said.pop() if len(said) == 1 else ""


def ways(contacts: Iterable[Contact], *, quiet: str = "", now: datetime | None = None) -> Ways:
    """`contacts` of one service, in the editor's order. `quiet`: a code of `channels.QUIET` or "".

    With a choice: only what suits it, the least traceable first. When nothing does, all of them in that order:
    better a way that leaves traces, and says so, than none.
    """
    now = now or timezone.now()
    given = list(contacts)
    if quiet not in QUIET:
        return Ways([_way(contact, now) for contact in given])
    choice, ordered = QUIET[quiet], sorted(given, key=lambda contact: contact.kind.quietness)
    fit = [_way(contact, now) for contact in ordered if contact.channel in choice.fits]
    away = [_way(contact, now, elsewhere=True) for contact in ordered if contact.channel in choice.elsewhere]
    if fit or away:
        return Ways([*fit, *away])
    return Ways([_way(contact, now) for contact in ordered], unfit=bool(ordered))


def age(contact: Contact, today: date | None = None) -> str:
    """The amber sentence about a contact that nobody has looked at for AMBER_AFTER_MONTHS; "" for a younger one."""
    since = contact.checked_on or contact.service.compiled_on
    if since > months_before(today or timezone.localdate(), settings.AMBER_AFTER_MONTHS):
        return ""
    return _("Nobody has checked this since %(month)s.") % {"month": date_format(since, _("F Y"))}


def checked(contact: Contact) -> str:
    """Who says that a contact is right, and since when."""
    if contact.checked_on:
        return _("Confirmed by us %(how)s on %(date)s.") % {
            "how": Verification.Method(contact.checked_how).label,
            "date": plain_date(contact.checked_on),
        }
    said = _("From published sources, %(date)s.") % {"date": plain_date(contact.service.compiled_on)}
    if contact.second_checked:
        said = _("From published sources, %(date)s, checked a second time against others.") % {
            "date": plain_date(contact.service.compiled_on)
        }
    return said if contact.service.assured_date else f"{said} {_('Not confirmed by us.')}"


def _way(contact: Contact, now: datetime, elsewhere: bool = False) -> Way:
    said = opening_words.of_contact(contact, now)
    return Way(contact, said, age(contact, timezone.localdate(now)), elsewhere)
