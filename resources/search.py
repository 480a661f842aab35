"""Finding services: parameters in, one page of results with the numbers beside the filters out.

The only door to the search. Never a dead end: when nothing matches, the search widens step by step and says what it
left out. What words mean is in `meaning`, the order by words in `ranking`, the numbers in `facets`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

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

PER_PAGE = 20


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

    def asked(self, *countries: str) -> Asked | None:
        return Asked(self.meaning, countries, self.every) if self.words else None

    def here(self) -> Asked | None:
        country = self.params.country
        return self.asked(*filter(None, (country, TERRITORIES.get(country, "")[:2])))

    def there(self) -> Asked | None:
        return self.asked(*wider_than(self.params.country)) if self.params.country else self.asked()

    def local(self) -> SearchRowQuerySet:
        place = self.params.region or self.params.country
        rows = self._rows(self.here())
        return rows.filter(is_in(place)) if place else rows

    def worldwide(self) -> SearchRowQuerySet:
        return self._rows(self.there()).filter(is_beyond(self.params.country))

    def _rows(self, asked: Asked | None) -> SearchRowQuerySet:
        """What fits, wherever it is."""
        rows, params = SearchRow.objects.published(), self.params
        if params.need:
            rows = rows.with_need(*params.need)
        if params.audience:
            rows = rows.with_audience(*params.audience)
        if params.channel:
            rows = rows.with_channel(*params.channel)
        fits = QUIET[params.quiet].fits if params.quiet else ()
        if fits:
            rows = rows.with_channel(*fits)
            if FEAR_TO_HARM not in params.audience and not self.meaning.about_harming:
                rows = rows.filter(aside=False)  # not in the short list of somebody who is watched
        if params.language:
            rows = rows.in_language(*params.language)
        if params.free:
            rows = rows.free()
        if params.anonymous:
            rows = rows.anonymous()
        if params.open:
            rows = rows.open_now(self.lines, fits)
        return asked.filter(rows) if asked else rows


def search(params: SearchParams) -> Results:
    """A constant number of queries, whatever the number of services: two or three more when there are words, one
    more for what is open now."""
    meaning = understand(params.q, params.country) if params.q else Meaning()
    needs = tuple(dict.fromkeys((*params.need, *meaning.needs)))
    asked = _Sought(params, meaning, opening.open_now(timezone.now()) if params.open else frozenset())
    unread = ("q",) if params.q and not meaning.groups else ()  # only signs: nothing to look for
    used, left_out, count = _widen(asked.without(*unread))
    left_out += unread
    abroad = used is None
    used = used or asked
    # What fits everything is shown even when the country's own services do not.
    elsewhere = replace(asked, every=used.every)
    if (abroad or left_out) and not elsewhere.worldwide().exists():
        if abroad:
            left_out = _chosen(params)
        elsewhere = elsewhere.without(*left_out)
    beyond = _parts(used, elsewhere)[1].count()
    total = count + (beyond if params.country else 0)
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, params.page), pages)
    services = _page(used, elsewhere, page, total - beyond)
    return Results(
        local=[service for service in services if not params.country or service.country not in WIDER],
        worldwide=[service for service in services if params.country and service.country in WIDER],
        local_total=count,
        beyond_total=total - count,
        page=page,
        pages=pages,
        left_out=left_out,
        abroad=abroad,
        needs=needs,
        audiences=tuple(dict.fromkeys((*params.audience, *meaning.audiences))),
        facets=_facets(used, elsewhere),
    )


def _chosen(params: SearchParams) -> tuple[str, ...]:
    return tuple(name for step in STEPS for name in step if getattr(params, name))


def _widen(asked: _Sought) -> tuple[_Sought | None, tuple[str, ...], int]:
    """The search that finds something in the country, what it left out, and how many services it finds there. None
    when the country has nothing."""
    dropped: tuple[str, ...] = ()
    for step in ((), *STEPS):
        more = tuple(name for name in step if getattr(asked.params, name))
        if step and not more:
            continue
        dropped += more
        tried = asked.without(*dropped)
        every, some = _counted(tried)
        if every:
            return tried, dropped, every
        if some:
            return replace(tried, every=False), (SOME_WORDS, *dropped), some
    return None, (), 0


def _counted(tried: _Sought) -> tuple[int, int]:
    """How many local services meet all that was said; when none does, how many meet some of it."""
    every = tried.local().count()
    return every, 0 if every or tried.words < 2 else replace(tried, every=False).local().count()


def _parts(used: _Sought, elsewhere: _Sought) -> tuple[SearchRowQuerySet, SearchRowQuerySet]:
    """The two parts of the list, one after the other."""
    if used.params.country:
        return used.local(), elsewhere.worldwide()
    return used.local().somewhere(), used.local().anywhere()


def _facets(used: _Sought, elsewhere: _Sought) -> Mapping[str, Mapping[str, int]]:
    bare = (each.without(*facets.LISTS) for each in (used, elsewhere))
    ticked = ({name: getattr(each.params, name) for name in facets.LISTS} for each in (used, elsewhere))
    return facets.counts(zip(_parts(*bare), ticked, strict=True))


def _page(used: _Sought, elsewhere: _Sought, page: int, first: int) -> list[Service]:
    """The services of one page; the first part of the list has `first`. Each part is asked, whatever the page needs,
    so that the number of queries stays the same."""
    start, end = (page - 1) * PER_PAGE, page * PER_PAGE
    parts = _parts(used, elsewhere)
    here = _ordered(parts[0], used.here(), used.params.region)
    there = _ordered(parts[1], elsewhere.there(), elsewhere.params.region)
    keys = list(here[start:end])
    after = max(0, start - first)
    more = list(there[after : after + PER_PAGE])
    keys += more[: PER_PAGE - len(keys)]
    found = Service.objects.order_by().with_contacts().in_bulk(keys)
    # Whatever the rows say, a draft is never shown.
    return [found[key] for key in keys if key in found and found[key].is_shown]


def _ordered(rows: SearchRowQuerySet, asked: Asked | None, region: str) -> Any:
    ordered = asked.ranked(rows, region) if asked else rows.by_help(region)
    return ordered.values_list("service_id", flat=True)
