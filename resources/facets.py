"""The numbers beside the filters: how many services each choice would show."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import Count

from resources.models import SearchCodes
from resources.models.search_queries import SearchRowQuerySet

# Filter to the list of `SearchCodes` that it looks at.
LISTS = {"need": "needs", "audience": "audiences", "language": "languages", "channel": "channels"}
MOST_NAMED = 900  # more are not named one by one: SQLite may refuse so many parameters
Ticked = Mapping[str, Iterable[str]]  # filter to the codes of which one is enough; empty: all


def counts(parts: Iterable[tuple[SearchRowQuerySet, Ticked]]) -> Mapping[str, Mapping[str, int]]:
    """Filter to code to number of services, over all parts of the list: rows without any of these filters, and what
    is ticked there. A filter does not narrow its own numbers. One query a part, and one more.

    The filters are applied here and not in the database: services share few combinations of codes.
    """
    tallies = [
        (dict(rows.order_by().values_list("codes").annotate(n=Count("pk"))), ticked) for rows, ticked in parts
    ]
    used = {key for tally, _ticked in tallies for key in tally}
    rows = SearchCodes.objects.filter(pk__in=used) if len(used) < MOST_NAMED else SearchCodes.objects.all()
    lists = rows.values_list("pk", *LISTS.values())
    known = {key: [set(codes.split()) for codes in each] for key, *each in lists}
    numbers: dict[str, Counter[str]] = {name: Counter() for name in LISTS}
    for tally, ticked in tallies:
        wanted = [set(ticked[name]) for name in LISTS]
        for key, services in tally.items():
            refused = [
                name
                for name, want, has in zip(LISTS, wanted, known[key], strict=True)
                if want and not want & has
            ]
            for name, has in zip(LISTS, known[key], strict=True):
                if not refused or refused == [name]:
                    numbers[name].update(dict.fromkeys(has, services))
    return {name: dict(total) for name, total in numbers.items()}
