"""The shortlist and the choices for a card. They travel in the form and nowhere else: nothing is stored.

A form sends `pick` (slugs), and, once the card is on the screen, `size`, `names`, `heading`, `copies`, `seen` (keys of
the lines that were offered), `keep` (those that were ticked) and `as-<key>` (a nickname). Junk is ignored, never
answered with an error.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resources.models import Service

MOST = 12  # more would not be a card any more
SLUG = re.compile(r"[A-Za-z0-9_-]{1,100}")
# What was searched for goes to the card and back again, so that "Add more" leads to the same list.
SEARCH = ("q", "region", "need", "audience", "channel", "language", "open", "free", "anonymous", "quiet")
LONGEST = 200
LONGEST_NICKNAME = 30
NICKNAME = "as-"

Options = Mapping[str, str | Promise]

# The first of each is what a card starts with. Plain words first: paper can be found by somebody else.
SIZES: Options = {
    "wallet": _("Wallet card, to print"),
    "list": _("Plain list"),
    "large": _("Large type, to read off the screen"),
    "text": _("Text, to copy"),
}
NAMES: Options = {
    "plain": _("Plain words: nobody is named"),
    "full": _("Full names"),
    "none": _("Numbers only"),
}
HEADINGS: Options = {
    "notes": _("Notes"),
    "numbers": _("Numbers"),
    "clinic": _("Clinic"),
    "shopping": _("Shopping"),
    "work": _("Work"),
    "none": _("No heading"),
}
COPIES: Options = {"1": "1", "2": "2", "4": "4"}
LABELS: Options = {
    "size": _("Size"),
    "names": _("Names"),
    "heading": _("Heading"),
    "copies": _("How many on the sheet"),
}


@dataclass(frozen=True)
class Choices:
    """How the card shall look. `seen` and `kept` are keys of lines."""

    size: str = "wallet"
    names: str = "plain"
    heading: str = "notes"
    copies: int = 1
    seen: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    nicknames: Mapping[str, str] = field(default_factory=dict)

    def keeps(self, key: str, *, ticked: bool) -> bool:
        """Whether a line is shown. One that was not offered yet, as after a change of country, is as it starts."""
        return key in self.kept if key in self.seen else ticked

    @property
    def title(self) -> str:
        """The heading of the card, and of the window. Without one, the window still needs a name that says nothing:
        a browser puts the address in place of an empty one, and prints it."""
        return str(HEADINGS["notes" if self.heading == "none" else self.heading])


def choices(data: QueryDict) -> Choices:
    """What the form says; the first of a table for everything unknown."""
    return Choices(
        size=_one_of(SIZES, data.get("size")),
        names=_one_of(NAMES, data.get("names")),
        heading=_one_of(HEADINGS, data.get("heading")),
        copies=int(_one_of(COPIES, data.get("copies"))),
        seen=frozenset(data.getlist("seen")),
        kept=frozenset(data.getlist("keep")),
        nicknames={
            name.removeprefix(NICKNAME): _one_line(value)
            for name, value in data.items()
            if name.startswith(NICKNAME)
        },
    )


def tables(chosen: Choices) -> list[tuple[str, str | Promise, list[tuple[str, str | Promise, bool]]]]:
    """Per choice: its field, its label, and its options as (value, label, whether it is the chosen one)."""
    return [
        (name, LABELS[name], [(value, label, value == str(now)) for value, label in options.items()])
        for name, options, now in (
            ("size", SIZES, chosen.size),
            ("names", NAMES, chosen.names),
            ("heading", HEADINGS, chosen.heading),
            ("copies", COPIES, chosen.copies),
        )
    ]


def picks(data: QueryDict) -> tuple[str, ...]:
    """Slugs on the card, in the order of the form, each once, without those in `drop`, at most MOST."""
    dropped = set(data.getlist("drop"))
    wanted = dict.fromkeys(slug for slug in data.getlist("pick") if SLUG.fullmatch(slug))
    return tuple(slug for slug in wanted if slug not in dropped)[:MOST]


def services(slugs: Iterable[str]) -> list[Service]:
    """Published services in the order of the slugs; the others are left out."""
    slugs = tuple(slugs)
    found = Service.objects.published().filter(slug__in=slugs).with_contacts() if slugs else []
    return sorted(found, key=lambda service: slugs.index(service.slug))


def elsewhere(slugs: Iterable[str], shown: Iterable[Service]) -> list[str]:
    """Picks that have no box on this page of the list, and so travel hidden."""
    here = {service.slug for service in shown}
    return [slug for slug in slugs if slug not in here]


def searched(data: QueryDict) -> list[tuple[str, str]]:
    """Name and value of every search field that was sent, to send it again."""
    return [(name, value[:LONGEST]) for name in SEARCH for value in data.getlist(name)[:LONGEST] if value]


def _one_of(options: Options, value: str | None) -> str:
    return value if value is not None and value in options else next(iter(options))


def _one_line(value: object) -> str:
    text = "".join(letter if letter.isprintable() else " " for letter in str(value))
    return " ".join(text.split())[:LONGEST_NICKNAME]
