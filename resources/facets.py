"""The numbers: how many services a search finds, and how many each choice beside the filters would show."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, Value

from resources.models import SearchCodes
from resources.models.search_queries import SearchRowQuerySet, naming
from resources.models.service_queries import true

# Filter to the list of `SearchCodes` that it looks at.
LISTS = {"need": "needs", "audience": "audiences", "language": "languages", "channel": "channels"}
MOST_NAMED = 900  # more are not named one by one: SQLite may refuse so many parameters
Ticked = Mapping[str, tuple[str, ...]]  # filter to the codes of which one is enough; empty: all


@dataclass(frozen=True)
class Tally:
    """How many services a search finds in each part of the list. `parts`: for each of the two parts, id of
    `SearchCodes` to number of services, before any of the filters in `ticked`; `totals`: how many meet these."""

    parts: tuple[Mapping[int, int], Mapping[int, int]]
    totals: tuple[int, int]
    ticked: Ticked


def tally(rows: SearchRowQuerySet, beyond: Q, ticked: Ticked) -> Tally:
    """One query. `rows`: without the filters in `ticked`; `beyond`: which of them are in the second part."""
    fits = Q()
    for name, codes in ticked.items():
        fits &= naming(LISTS[name], codes) if codes else Q()
    flags = {"is_beyond": true(beyond), "fits": true(fits) if fits else Value(1)}
    found = rows.order_by().annotate(**flags).values_list("codes", *flags).annotate(n=Count("pk"))
    parts: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    totals = [0, 0]
    for key, is_beyond, does_fit, services in found:
        parts[is_beyond][key] += services
        totals[is_beyond] += does_fit * services
    return Tally(parts, (totals[0], totals[1]), ticked)


def counts(parts: Iterable[tuple[Mapping[int, int], Ticked]]) -> Mapping[str, Mapping[str, int]]:
    """Filter to code to number of services, over all parts of the list: a part of a `Tally`, and what is ticked there.
    A filter does not narrow its own numbers. One query.

    The filters are applied here and not in the database: services share few combinations of codes.
    """
    tallies = list(parts)
    used = {key for part, _ticked in tallies for key in part}
    rows = SearchCodes.objects.filter(pk__in=used) if len(used) < MOST_NAMED else SearchCodes.objects.all()
    lists = rows.values_list("pk", *LISTS.values())
    known = {key: [set(codes.split()) for codes in each] for key, *each in lists}
    numbers: dict[str, Counter[str]] = {name: Counter() for name in LISTS}
    for part, ticked in tallies:
        wanted = [set(ticked[name]) for name in LISTS]
        for key, services in part.items():
            refused = [
                name
                for name, want, has in zip(LISTS, wanted, known[key], strict=True)
                if want and not want & has
            ]
            for name, has in zip(LISTS, known[key], strict=True):
                if not refused or refused == [name]:
                    numbers[name].update(dict.fromkeys(has, services))
    return {name: dict(total) for name, total in numbers.items()}
