"""What we know about a service and what we do not, in sentences. Nothing is promised that no source says."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.chrome.crisis import place_name
from resources.models import Contact, Service
from resources.models.service import Said
from resources.opening_words import Opening
from resources.ways import Way, ways

LONGEST = 200  # characters of a description in the list
MOST = 3  # ways to get in touch on an entry; the rest is on the listing page


class Fact(NamedTuple):
    """`language` where the text is in another one than the page may be."""

    label: str
    text: str
    language: str = ""


@dataclass(frozen=True)
class Entry:
    """A service as it stands in the list. `aged`: said once when it is true of every way shown."""

    service: Service
    about: Said
    ways: list[Way]
    more: int
    opening: Opening
    chips: list[str]
    unfit: bool
    aged: str


def entry(service: Service, country: str, *, quiet: str = "", now: datetime | None = None) -> Entry:
    """`country` is the one that the whole list is for; it is not repeated on every entry."""
    contacts = list(service.contacts.all())
    found = ways(contacts, quiet=quiet, now=now)
    shown = found.shown[:MOST]
    ages = {way.aged for way in shown}
    said = service.said["description"]
    return Entry(
        service,
        said._replace(text=shortened(said.text)),
        shown,
        len(contacts) - len(shown),
        found.opening,
        chips(service, contacts, country),
        found.unfit,
        ages.pop() if len(ages) == 1 else "",
    )


def shortened(text: str) -> str:
    """The first sentences that fit, else the first words."""
    if len(text) <= LONGEST:
        return text
    end = text.rfind(". ", 0, LONGEST)
    return text[: end + 1] if end > LONGEST // 3 else text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def chips(service: Service, contacts: list[Contact], country: str = "") -> list[str]:
    """Short true things. A chip is only there when every way to get in touch keeps the promise."""
    if service.region:
        found = [place_name(service.region) if service.country == country else place(service)]
    else:
        found = [place(service)] if service.country and service.country != country else []
    if service.cost_free:
        found.append(_("Free"))
    if contacts and all(contact.confidential for contact in contacts):
        found.append(_("Confidential"))
    if contacts and all(contact.anonymous for contact in contacts):
        found.append(_("No name needed"))
    audiences = list(service.audiences.all())
    if any(term.code == "anyone" for term in audiences):
        return found  # "Children" beside a line for everybody would tell an adult that it is not for them
    return found + [str(term.label) for term in audiences]


def place(service: Service) -> str:
    """Where the service helps."""
    if service.region:
        return _("%(region)s, %(country)s") % {
            "region": place_name(service.region),
            "country": place_name(service.country),
        }
    return place_name(service.country) if service.country else _("Any country")


def facts(service: Service) -> list[Fact]:
    """For “Good to know”. What we do not know is said, not left out."""
    contacts = list(service.contacts.all())
    not_for = service.said["not_for"]
    return [
        Fact(_("Who it is for"), _list(term.label for term in service.audiences.all())),
        Fact(_("Who it is not for"), not_for.text, not_for.language)
        if not_for.text
        else Fact(_("Who it is not for"), _("We do not know. You can ask first.")),
        Fact(_("What they help with"), _list(term.label for term in service.needs.all())),
        Fact(_("What it is"), service.get_kind_display()),
        Fact(_("Where"), place(service)),
        Fact(_("Cost"), COST[service.cost_free]()),
        Fact(_("Languages"), _languages(service)),
        Fact(_("Private?"), PRIVATE.sentence(contacts)),
        Fact(_("Your name"), NAME.sentence(contacts)),
    ]


COST = {
    True: lambda: _("Free."),
    False: lambda: _("It can cost money. You can ask first."),
    None: lambda: _("We do not know what it costs. You can ask first."),
}


def _languages(service: Service) -> str:
    names = [language.label for language in service.languages.all()]
    if not names:
        return _("We do not know which languages they speak.")
    return _("%(languages)s. We do not know of others.") % {"languages": capfirst(_list(names))}


@dataclass(frozen=True)
class Claim:
    """What the ways to get in touch say about one thing: a sentence for each answer. `some` names the ways."""

    field: str
    no: str | Promise
    unknown: str | Promise
    always: str | Promise
    some: str | Promise

    def sentence(self, contacts: list[Contact]) -> str:
        says = [contact for contact in contacts if getattr(contact, self.field)]
        if any(getattr(contact, self.field) is False for contact in contacts):
            return str(self.no)
        if not says:
            return str(self.unknown)
        return str(self.always) if len(says) == len(contacts) else str(self.some) % {"ways": _ways(says)}


PRIVATE = Claim(
    "confidential",
    no=gettext_lazy("It may not stay private. You can ask first."),
    unknown=gettext_lazy("We do not know how private it is. You can ask first."),
    always=gettext_lazy("They say that what you tell them stays private."),
    some=gettext_lazy("They say that it stays private for: %(ways)s. For the rest we do not know."),
)
NAME = Claim(
    "anonymous",
    no=gettext_lazy("They may ask for your name. You can ask why first."),
    unknown=gettext_lazy("We do not know if you can stay unnamed. You can ask first."),
    always=gettext_lazy("They say that you do not have to give your name."),
    some=gettext_lazy("They say that no name is needed for: %(ways)s. For the rest we do not know."),
)


def _ways(contacts: list[Contact]) -> str:
    return _list(dict.fromkeys(contact.kind.name for contact in contacts))


def _list(labels) -> str:
    return ", ".join(str(label) for label in labels)
