"""The card: lines to call, text or open, as the reader wants them shown, on paper or on the screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.chrome.crisis import Crisis
from resources import channels, discreet
from resources.models import Contact, Service
from resources.takeaway import Choices

# Where a card starts without a tick: these addresses mostly name the subject.
TELLING = ("chat", "form", "email")
# A face of 85.6 x 54 mm holds four numbers of 12 points, each with a small line below. Long addresses take two lines.
FACE = 4
LONG_LINE = 26


@dataclass(frozen=True)
class Line:
    """One number or address. `key` is what its tick box sends, `named` how the tick box calls it.

    `day`: when it was looked at; None for emergency numbers. `checked`: by us, not only in published sources.
    """

    key: str
    named: str
    label: str
    number: str
    href: str
    hours: str
    kept: bool
    nickname: str = ""
    day: date | None = None
    checked: bool = False

    @property
    def since(self) -> str:
        return dated(self.day, checked=self.checked) if self.day else ""

    @property
    def room(self) -> int:
        """How many of the FACE places it takes."""
        return 2 if len(self.number) > LONG_LINE else 1


@dataclass(frozen=True)
class Group:
    """A service with its lines, for the form."""

    slug: str
    name: str
    lines: list[Line]


@dataclass(frozen=True)
class Card:
    """`emergency` and `groups` hold every line, for the form; `lines` those on the card."""

    choices: Choices
    emergency: list[Line]
    groups: list[Group]

    @property
    def lines(self) -> list[Line]:
        every = [*self.emergency, *(line for group in self.groups for line in group.lines)]
        return [line for line in every if line.kept]

    @property
    def heading(self) -> str:
        return "" if self.choices.heading == "none" else self.choices.title

    @property
    def since(self) -> str:
        """One date for the whole card: the oldest, and "checked" only when we checked every line."""
        dated_lines = [(line.day, line.checked) for line in self.lines if line.day]
        if not dated_lines:
            return ""
        return dated(min(day for day, _checked in dated_lines), checked=all(c for _day, c in dated_lines))

    @property
    def wallets(self) -> list[tuple[list[Line], ...]]:
        """Cards of one or two faces; a card with two is folded."""
        found = faces(self.lines)
        return [tuple(found[start : start + 2]) for start in range(0, len(found), 2)]

    @property
    def copies(self) -> range:
        return range(self.choices.copies)

    @property
    def text(self) -> str:
        """The card as plain text, one line each."""
        rows = [f"{line.label}: {line.number}" if line.label else line.number for line in self.lines]
        return "\n".join([*filter(None, [self.heading]), *rows, *filter(None, [self.since])])

    @property
    def rows(self) -> int:
        return self.text.count("\n") + 2


def card(services: Iterable[Service], strip: Crisis, choices: Choices) -> Card:
    """`services` come with their contacts (`with_contacts()`); `strip` has the emergency numbers to show."""
    return Card(choices, _emergency(strip, choices), [_group(service, choices) for service in services])


def faces(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines filled into faces, in order. Nothing is cut: what does not fit goes to the next face."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if sum(each.room for each in found[-1]) + line.room > FACE:
            found.append([])
        found[-1].append(line)
    return found


def dated(day: date, *, checked: bool) -> str:
    """ "checked 20 Nov 2026", or "from published sources 20 Nov 2026"."""
    # Translators: the order of a short date: j day, M month, Y year.
    when = {"date": date_format(day, _("j M Y"))}
    return _("checked %(date)s") % when if checked else _("from published sources %(date)s") % when


def _emergency(strip: Crisis, choices: Choices) -> list[Line]:
    sure = strip.place is None or strip.sure
    return [
        _line(
            number.value,
            choices,
            named=f"{number.label}: {number.value}",
            label="" if choices.names == "none" else _emergency_label(str(number.label), sure=sure),
            number=number.value,
            href=f"tel:{number.value}",
            ticked=True,
        )
        for number in strip.numbers
    ]


def _emergency_label(label: str, *, sure: bool) -> str:
    return label if sure else _("%(label)s (not confirmed)") % {"label": label}


def _group(service: Service, choices: Choices) -> Group:
    contacts = list(service.contacts.all())
    quiet = any(contact.channel not in TELLING for contact in contacts)
    lines = [_of_contact(service, contact, choices, quiet=quiet) for contact in contacts]
    if not lines and service.website:
        lines = [_of_website(service, choices)]
    return Group(service.slug, str(service.said["name"]), lines)


def _of_contact(service: Service, contact: Contact, choices: Choices, *, quiet: bool) -> Line:
    return _line(
        str(contact.pk),
        choices,
        named=contact.button,
        label=_label(str(service.said["name"]), discreet.label(contact), choices),
        number=discreet.number(contact),
        href=contact.href,
        hours=_hours(contact, choices),
        ticked=not quiet or contact.channel not in TELLING,
        day=contact.checked_on or service.compiled_on,
        checked=contact.checked_on is not None,
    )


def _of_website(service: Service, choices: Choices) -> Line:
    return _line(
        service.slug,
        choices,
        named=_("Their website"),
        label=_label(str(service.said["name"]), "", choices),
        number=discreet.address(service.website),
        href=channels.page(service.website),
        ticked=True,
        day=service.compiled_on,
    )


def _hours(contact: Contact, choices: Choices) -> str:
    """Empty where the label says it already, and where only numbers are wanted."""
    said = choices.names == "none" or (choices.names == "plain" and contact.always_open)
    return "" if said or not contact.hours_osm else str(contact.hours)


def _label(name: str, words: str, choices: Choices) -> str:
    return {"full": name, "plain": words, "none": ""}[choices.names]


def _line(key: str, choices: Choices, *, ticked: bool, label: str, **about) -> Line:
    nickname = choices.nicknames.get(key, "")
    kept = choices.keeps(key, ticked=ticked)
    return Line(key=key, kept=kept, nickname=nickname, label=nickname or label, **{"hours": "", **about})
