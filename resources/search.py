"""Finding services: parameters in, one page of results with the numbers beside the filters out.

The only module that knows how services are searched. Never a dead end: when nothing matches, the search widens
step by step and says what it left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resources import opening
from resources.areas import WIDER
from resources.channels import QUIET
from resources.models import Contact, Service
from resources.models.service import ServiceQuerySet

PER_PAGE = 20
MOST_WORDS = 10
# What is left out first when nothing matches. The country always stays; what keeps somebody safe goes last.
STEPS = (
    ("region",),
    ("open",),
    ("audience", "language", "channel"),
    ("free", "anonymous"),
    ("need",),
    ("q",),
    ("quiet",),
)
LEFT_OUT: Mapping[str, str | Promise] = {
    "region": _("the part of the country"),
    "open": _("open now"),
    "free": _("free of charge"),
    "anonymous": _("no name needed"),
    "quiet": _("a way that suits what you said about your phone"),
    "audience": _("who it is for"),
    "language": _("the language"),
    "channel": _("the way to get in touch"),
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
    page: int = 1
    open: bool = False
    free: bool = False
    anonymous: bool = False
    quiet: str = ""  # a code of channels.QUIET
    lines: frozenset[opening.Triple] = field(
        default=frozenset(), compare=False
    )  # that answer now; see `search`

    def without(self, *names: str) -> "SearchParams":
        """The same search with these filters taken away."""
        empty = {each.name: each.default for each in fields(self)}
        changes: dict[str, Any] = {name: empty[name] for name in names}
        return replace(self, **changes)


@dataclass(frozen=True)
class Results:
    """One page: services of the reader's country (all of them without a country), then worldwide ones.

    `left_out`: names of the filters that were dropped because nothing matched. `abroad`: we list nothing for the
    country, so these are worldwide services. `facets`: filter name to code to number of services.
    """

    local: list[Service]
    worldwide: list[Service]
    local_total: int
    beyond_total: int
    page: int
    pages: int
    left_out: tuple[str, ...] = ()
    abroad: bool = False
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.local_total + self.beyond_total

    @property
    def widened(self) -> bool:
        return self.abroad or bool(self.left_out)

    @property
    def reasons(self) -> list[str | Promise]:
        """What was left out, in words."""
        return [LEFT_OUT[name] for name in self.left_out]


def search(params: SearchParams) -> Results:
    """A constant number of queries, whatever the number of services."""
    if params.open:
        params = replace(params, lines=opening.open_now(timezone.now()))
    used, left_out = _widen(params)
    abroad = used is None
    used = used or params
    elsewhere = params  # worldwide services that fit everything are shown even when the country's own do not
    if (abroad or left_out) and not _worldwide(params).exists():
        if abroad:
            left_out = _chosen(params)
        elsewhere = params.without(*left_out)
    paginator = Paginator(_found(used, elsewhere).by_help(used.region).with_contacts(), PER_PAGE)
    page = paginator.get_page(params.page)
    services = list(page)
    beyond = _worldwide(elsewhere).count() if params.country else 0
    return Results(
        local=[service for service in services if not params.country or service.country not in WIDER],
        worldwide=[service for service in services if params.country and service.country in WIDER],
        local_total=paginator.count - beyond,
        beyond_total=beyond,
        page=page.number,
        pages=paginator.num_pages,
        left_out=left_out,
        abroad=abroad,
        facets=_facets(used, elsewhere),
    )


def _chosen(params: SearchParams) -> tuple[str, ...]:
    return tuple(name for step in STEPS for name in step if getattr(params, name))


def _widen(params: SearchParams) -> tuple[SearchParams | None, tuple[str, ...]]:
    """The search that finds something in the country, and what it left out; None when the country has nothing."""
    dropped: tuple[str, ...] = ()
    if _local(params).exists():
        return params, dropped
    for step in STEPS:
        more = tuple(name for name in step if getattr(params, name))
        dropped += more
        if more and _local(params.without(*dropped)).exists():
            return params.without(*dropped), dropped
    return None, ()


def _found(params: SearchParams, elsewhere: SearchParams) -> ServiceQuerySet:
    """Services of the country that meet `params`, and worldwide ones that meet `elsewhere`."""
    if not params.country:
        return _local(params)
    found: ServiceQuerySet = _local(params) | _worldwide(elsewhere)
    return found


def _local(params: SearchParams) -> ServiceQuerySet:
    services = _filtered(params)
    if params.region:
        return services.for_region(params.region)
    return services.for_country(params.country) if params.country else services


def _worldwide(params: SearchParams) -> ServiceQuerySet:
    return _filtered(params).beyond(params.country)


def _filtered(params: SearchParams) -> ServiceQuerySet:
    services: ServiceQuerySet = Service.objects.published()
    if params.need:
        services = services.with_need(*params.need)
    if params.audience:
        services = services.with_audience(*params.audience)
    if params.channel:
        services = services.with_channel(*params.channel)
    if params.language:
        services = services.in_language(*params.language)
    if params.free:
        services = services.free()
    if params.anonymous:
        services = services.anonymous()
    fits = QUIET[params.quiet].fits if params.quiet else ()
    if fits:
        services = services.with_channel(*fits)
    if params.open:
        services = services.open_now(params.lines, fits)
    return services.mentioning(*params.q.split()[:MOST_WORDS])


def _facets(params: SearchParams, elsewhere: SearchParams) -> dict[str, dict[str, int]]:
    """Per filter, how many services each choice would show. A filter does not narrow its own numbers."""
    tables: dict[str, tuple[Any, str]] = {
        "need": (Service.needs.through, "taxonomyterm__code"),
        "audience": (Service.audiences.through, "taxonomyterm__code"),
        "language": (Service.languages.through, "language_id"),
        "channel": (Contact, "channel"),
    }
    counts = {}
    for name, (table, code) in tables.items():
        found = _found(params.without(name), elsewhere.without(name)).values("pk")
        rows = (
            table.objects.filter(service__in=found)
            .values_list(code)
            .annotate(n=Count("service", distinct=True))
        )
        counts[name] = dict(rows.order_by())
    return counts
