"""The ways to get in touch as a reader sees them: which ones suit, whether they answer now, how old they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from resources import ageing, expectations, opening_words
from resources.channels import QUIET
from resources.models import Contact
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
        return ageing.origin(self.contact, self.contact.service)

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


def _way(contact: Contact, now: datetime, elsewhere: bool = False) -> Way:
    said = opening_words.of_contact(contact, now)
    return Way(contact, said, ageing.warning(contact, contact.service, timezone.localdate(now)), elsewhere)
