"""Finding services: parameters in, one page of results with the numbers beside the filters out.

The only door to the search. Never a dead end: when nothing matches, the search widens step by step and says what it
left out. What words mean is in `meaning`, the order by words in `ranking`, the numbers in `facets`.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from resources import facets, opening
from resources.areas import TERRITORIES, WIDER, wider_than
from resources.channels import QUIET
from resources.meaning import Meaning, understand
from resources.models import SearchRow, Service
from resources.models.search_queries import SearchRowQuerySet
from resources.models.service_queries import is_beyond, is_in
from resources.ranking import Asked
from resources.search_params import LEFT_OUT, SOME_WORDS, STEPS, Results, SearchParams
from resources.vocabulary import FEAR_TO_HARM

__all__ = ["LEFT_OUT", "PER_PAGE", "SOME_WORDS", "STEPS", "Results", "SearchParams", "search"]

PER_PAGE = (
    12  # so that the page, with 200 countries in it, comes with the first 14.6 kB (tests/site/weight.py)
)


@dataclass(frozen=True)
class _Sought:
    """Parameters with what the words mean. `every`: all that was said must be met, not only some of it."""

    params: SearchParams
    meaning: Meaning
    lines: frozenset[opening.Triple] = frozenset()  # that answer now
    every: bool = True

    def without(self, *names: str) -> "_Sought":
        return replace(self, params=self.params.without(*names))

    @property
    def words(self) -> int:
        """How many things the reader said."""
        return len(self.meaning.groups) if self.params.q else 0

    def asked(self) -> Asked | None:
        country = self.params.country
        here = filter(None, (country, TERRITORIES.get(country, "")[:2]))
        countries = (*here, *wider_than(country)) if country else ()
        return Asked(self.meaning, countries, self.every) if self.words else None

    @property
    def parts(self) -> tuple[Q, Q]:
        """Which rows are in the first part of the list, and which in the second."""
        country, region = self.params.country, self.params.region
        if country:
            return is_in(region or country), is_beyond(country)
        wider = Q(country__in=WIDER)
        return (is_in(region) & ~wider, is_in(region) & wider) if region else (~wider, wider)

    def both(self, *but: str) -> SearchRowQuerySet:
        """The rows of both parts; `but`: filters that are not applied."""
        first, second = self.parts
        rows = self.rows(*but)
        return rows.filter(first | second) if self.params.country or self.params.region else rows

    def tally(self) -> facets.Tally:
        ticked = {name: getattr(self.params, name) for name in facets.LISTS}
        rows, asked = self.both(*ticked), self.asked()
        return facets.tally(asked.filter(rows) if asked else rows, self.parts[1], ticked)

    def rows(self, *but: str) -> SearchRowQuerySet:
        """What fits, wherever it is."""
        rows, params = SearchRow.objects.published(), self.params.without(*but)
        if params.need:
            rows = rows.with_need(*params.need)
        if params.audience:
            rows = rows.with_audience(*params.audience)
        if params.channel:
            rows = rows.with_channel(*params.channel)
        fits = QUIET[params.quiet].fits if params.quiet else ()
        if fits:
            rows = rows.with_channel(*fits)
            if FEAR_TO_HARM not in self.params.audience and not self.meaning.about_harming:
                rows = rows.filter(aside=False)  # not in the short list of somebody who is watched
        if params.language:
            rows = rows.in_language(*params.language)
        if params.free:
            rows = rows.free()
        if params.anonymous:
            rows = rows.anonymous()
        if params.open:
            rows = rows.open_now(self.lines, fits)
        return rows


class _Tallies(dict[_Sought, facets.Tally]):
    """Each search is counted once."""

    def __missing__(self, sought: _Sought) -> facets.Tally:
        self[sought] = sought.tally()
        return self[sought]


def search(params: SearchParams) -> Results:
    """A constant number of queries, whatever the number of services: one or two more when there are words, one
    more for what is open now."""
    meaning = understand(params.q, params.country) if params.q else Meaning()
    needs = tuple(dict.fromkeys((*params.need, *meaning.needs)))
    unread = ("q",) if params.q and not meaning.groups else ()  # only signs: nothing to look for
    lines = opening.open_now(timezone.now()) if params.open else frozenset()
    asked = _Sought(params.without(*unread), meaning, lines)
    tallies = _Tallies()
    used, left_out = _widen(asked, tallies)
    left_out += unread
    abroad = used is None
    used = used or asked
    # What fits everything is shown even when the country's own services do not.
    elsewhere = replace(asked, every=used.every)
    if (abroad or left_out) and not tallies[elsewhere].totals[1]:
        if abroad:
            left_out = _chosen(params)
        elsewhere = elsewhere.without(*left_out)
    first, beyond = tallies[used].totals[0], tallies[elsewhere].totals[1]
    total = first + beyond
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, params.page), pages)
    services = _page(used, elsewhere, page, first)
    return Results(
        local=[service for service in services if not params.country or service.country not in WIDER],
        worldwide=[service for service in services if params.country and service.country in WIDER],
        local_total=first if params.country else total,
        beyond_total=beyond if params.country else 0,
        page=page,
        pages=pages,
        left_out=left_out,
        abroad=abroad,
        needs=needs,
        audiences=tuple(dict.fromkeys((*params.audience, *meaning.audiences))),
        facets=facets.counts(
            (tallies[each].parts[number], tallies[each].ticked)
            for number, each in enumerate((used, elsewhere))
        ),
    )


def _chosen(params: SearchParams) -> tuple[str, ...]:
    return tuple(name for step in STEPS for name in step if getattr(params, name))


def _widen(asked: _Sought, tallies: _Tallies) -> tuple[_Sought | None, tuple[str, ...]]:
    """The search that finds something in the country, and what it left out. None when the country has nothing."""
    dropped: tuple[str, ...] = ()
    for step in ((), *STEPS):
        more = tuple(name for name in step if getattr(asked.params, name))
        if step and not more:
            continue
        dropped += more
        tried = asked.without(*dropped)
        if _finds(tried, tallies):
            return tried, dropped
        some = replace(tried, every=False)
        if tried.words > 1 and _finds(some, tallies):
            return some, (SOME_WORDS, *dropped)
    return None, ()


def _finds(tried: _Sought, tallies: _Tallies) -> bool:
    """Something in the country, or anything when there is none."""
    first, beyond = tallies[tried].totals
    return bool(first if tried.params.country else first + beyond)


def _page(used: _Sought, elsewhere: _Sought, page: int, first: int) -> list[Service]:
    """The services of one page; the first part of the list has `first`. With words, both are asked at once; or else
    each part is asked, whatever the page needs, so that the number of queries stays the same."""
    start, end = (page - 1) * PER_PAGE, page * PER_PAGE
    asked = used.asked()
    if asked and used == elsewhere:  # once for both parts: looking up words is what takes time
        keys = asked.ranked(used.both(), used.params.region, used.parts[1], slice(start, end))
    else:
        after = max(0, start - first)
        keys = _of_part(used, 0, slice(start, end))
        keys += _of_part(elsewhere, 1, slice(after, after + PER_PAGE))
        keys = keys[:PER_PAGE]
    found = Service.objects.order_by().with_entries().in_bulk(keys)
    # Whatever the rows say, a draft is never shown.
    return [found[key] for key in keys if key in found and found[key].is_shown]


def _of_part(sought: _Sought, number: int, part: slice) -> list[Any]:
    asked, region = sought.asked(), sought.params.region
    rows = sought.rows().filter(sought.parts[number])
    if asked:
        return asked.ranked(rows, region, None, part)
    return list(rows.by_help(region).values_list("service_id", flat=True)[part])
