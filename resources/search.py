"""Finding services: parameters in, one page of results with the numbers beside the filters out.

The only door to the search. Never a dead end: when nothing matches, the search widens step by step and says what it
left out. What words mean is in `meaning`, the order by words in `ranking`, the numbers in `facets`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resources import facets
from resources.areas import WIDER
from resources.channels import QUIET
from resources.meaning import Meaning, understand
from resources.models import SearchRow, Service
from resources.models.search_queries import SearchRowQuerySet
from resources.models.service_queries import is_beyond, is_in
from resources.ranking import Asked

PER_PAGE = 20
# What is left out first when nothing matches. The country always stays. Quietness goes late: it is about safety.
STEPS = (
    ("region",), ("open",), ("free", "anonymous"), ("audience", "language", "channel"), ("quiet",), ("need",), ("q",),
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
    "quiet": _("the quiet ways to get in touch"),
    "need": _("what you need"),
    "q": _("your words"),
}
Pairs = Iterable[tuple[str, str, str]]  # hours as in OpenStreetMap, time zone, country: known to be open now


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
    quiet: str = ""  # a key of channels.QUIET
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
    country, so these are worldwide services. `needs`: need codes that were ticked or that the words mean.
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


@dataclass(frozen=True)
class _Sought:
    """Parameters with what the words mean. `every`: all that was said must be met, not only some of it."""

    params: SearchParams
    meaning: Meaning
    pairs: tuple[tuple[str, str, str], ...] = ()
    every: bool = True

    def without(self, *names: str) -> "_Sought":
        return replace(self, params=self.params.without(*names))

    @property
    def asked(self) -> Asked | None:
        return Asked(self.meaning, self.params.country) if self.params.q and self.meaning.groups else None

    def local(self) -> SearchRowQuerySet:
        place = self.params.region or self.params.country
        return self.rows().filter(is_in(place)) if place else self.rows()

    def worldwide(self) -> SearchRowQuerySet:
        return self.rows().filter(is_beyond(self.params.country))

    def rows(self) -> SearchRowQuerySet:
        """What fits, wherever it is."""
        rows, params = SearchRow.objects.published(), self.params
        if params.need:
            rows = rows.with_need(*params.need)
        if params.audience:
            rows = rows.with_audience(*params.audience)
        if params.channel:
            rows = rows.with_channel(*params.channel)
        if params.quiet in QUIET:
            rows = rows.with_channel(*QUIET[params.quiet])
        if params.language:
            rows = rows.in_language(*params.language)
        if params.free:
            rows = rows.free()
        if params.anonymous:
            rows = rows.anonymous()
        if params.open:
            rows = rows.open_now(self.pairs)
        return self.asked.filter(rows, self.every) if self.asked else rows


def search(params: SearchParams, open_now: Pairs = ()) -> Results:
    """A constant number of queries, whatever the number of services: two or three more when there are words.

    `open_now`: what is open at this moment, needed when `params.open`.
    """
    meaning = understand(params.q, params.country) if params.q else Meaning()
    needs = tuple(dict.fromkeys((*params.need, *meaning.needs)))
    asked = _Sought(params, meaning, tuple(open_now))
    unread = ("q",) if params.q and not meaning.groups else ()  # only signs: nothing to look for
    used, left_out = _widen(asked.without(*unread))
    left_out += unread
    abroad = used is None
    used = used or asked
    elsewhere = replace(
        asked, every=used.every
    )  # what fits everything is shown even when the country's own do not
    if (abroad or left_out) and not elsewhere.worldwide().exists():
        if abroad:
            left_out = _chosen(params)
        elsewhere = elsewhere.without(*left_out)
    totals = _totals(used, elsewhere)
    pages = max(1, -(-totals["all"] // PER_PAGE))
    page = min(max(1, params.page), pages)
    services = _page(used, elsewhere, page)
    return Results(
        local=[service for service in services if not params.country or service.country not in WIDER],
        worldwide=[service for service in services if params.country and service.country in WIDER],
        local_total=totals["all"] - totals["beyond"],
        beyond_total=totals["beyond"],
        page=page,
        pages=pages,
        left_out=left_out,
        abroad=abroad,
        needs=needs,
        facets=facets.counts(lambda name: _found(used.without(name), elsewhere.without(name))),
    )


def _chosen(params: SearchParams) -> tuple[str, ...]:
    return tuple(name for step in STEPS for name in step if getattr(params, name))


def _widen(asked: _Sought) -> tuple[_Sought | None, tuple[str, ...]]:
    """The search that finds something in the country, and what it left out; None when the country has nothing."""
    dropped: tuple[str, ...] = ()
    for step in ((), *STEPS):
        more = tuple(name for name in step if getattr(asked.params, name))
        if step and not more:
            continue
        dropped += more
        tried = asked.without(*dropped)
        met = _best(tried)
        if met and (tried.asked is None or met == len(tried.meaning.groups)):
            return tried, dropped
        if met:
            return replace(tried, every=False), (SOME_WORDS, *dropped)
    return None, ()


def _best(tried: _Sought) -> int:
    """How many of the groups the best local service meets; without words 1 when there is any service. One query."""
    if tried.asked is None or len(tried.meaning.groups) == 1:
        return int(tried.local().exists())
    rows = tried.asked.with_met(replace(tried, every=False).local())
    return rows.aggregate(best=Max("met"))["best"] or 0


def _found(used: _Sought, elsewhere: _Sought) -> SearchRowQuerySet:
    """Rows of the country that meet `used`, and worldwide ones that meet `elsewhere`."""
    params = used.params
    if not params.country:
        return used.local()
    if elsewhere == used:
        return used.rows().filter(is_in(params.region or params.country) | is_beyond(params.country))
    found: SearchRowQuerySet = used.local() | elsewhere.worldwide()
    return found


def _totals(used: _Sought, elsewhere: _Sought) -> dict[str, int]:
    beyond = Q(country__in=WIDER) if used.params.country else Q(pk__in=())
    return _found(used, elsewhere).aggregate(all=Count("pk"), beyond=Count("pk", filter=beyond))


def _page(used: _Sought, elsewhere: _Sought, page: int) -> list[Service]:
    rows, region = _found(used, elsewhere), used.params.region
    asked = used.asked or elsewhere.asked
    ordered = asked.ranked(rows, region) if asked else rows.by_help(region)
    start = (page - 1) * PER_PAGE
    keys = list(ordered.values_list("service_id", flat=True)[start : start + PER_PAGE])
    # Asked of the services themselves once more: whatever the rows say, a draft is never shown.
    found = Service.objects.published().with_contacts().in_bulk(keys)
    return [found[key] for key in keys if key in found]
