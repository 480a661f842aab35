"""What a reader asks of the search, and what they get. `resources.search` is the door to both."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resources.models import Service

# What is left out first when nothing matches. The country always stays; what keeps somebody safe goes last.
STEPS = (
    ("region",), ("open",), ("audience", "language", "channel"), ("free", "anonymous"), ("need",), ("q",), ("quiet",),
)  # fmt: skip
SOME_WORDS = "some_words"
LEFT_OUT: Mapping[str, str | Promise] = {
    SOME_WORDS: _("some of your words"),
    "region": _("the part of the country"),
    "open": _("open now"),
    "free": _("free of charge"),
    "anonymous": _("no name needed"),
    "audience": _("who it is for"),
    "language": _("the language"),
    "channel": _("the way to get in touch"),
    "quiet": _("a way that suits what you said about your phone"),
    "need": _("what you need"),
    "q": _("your words"),
}


@dataclass(frozen=True)
class SearchParams:
    """What the reader asked for, already cleaned. Several codes in one field mean: any of them."""

    q: str = ""
    country: str = ""  # ISO alpha-2; empty: all countries
    region: str = ""  # ISO 3166-2
    need: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    open: bool = False
    free: bool = False
    anonymous: bool = False
    quiet: str = ""  # a code of channels.QUIET
    page: int = 1

    def without(self, *names: str) -> "SearchParams":
        """The same search with these filters taken away."""
        empty = {each.name: each.default for each in fields(self)}
        changes: dict[str, Any] = {name: empty[name] for name in names if name in empty}
        return replace(self, **changes)


@dataclass(frozen=True)
class Results:
    """One page: services of the reader's country (all of them without a country), then worldwide ones.

    `left_out`: names of the filters that were dropped because nothing matched. `abroad`: we list nothing for the
    country, so these are worldwide services. `needs`, `audiences`: codes that were ticked or that the words mean.
    `facets`: filter name to code to number of services.
    """

    local: list[Service]
    worldwide: list[Service]
    local_total: int
    beyond_total: int
    page: int
    pages: int
    left_out: tuple[str, ...] = ()
    abroad: bool = False
    needs: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.local_total + self.beyond_total

    @property
    def widened(self) -> bool:
        return self.abroad or bool(self.left_out)

    @property
    def missed(self) -> bool:
        """Nothing in the country fits what was asked, not even to some of the words."""
        return self.abroad or bool(set(self.left_out) - {SOME_WORDS})

    @property
    def reasons(self) -> list[str | Promise]:
        """What was left out, in words."""
        return [LEFT_OUT[name] for name in self.left_out]
