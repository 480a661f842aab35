"""The numbers beside the filters: how many services each choice would show."""

from collections import Counter
from collections.abc import Callable, Mapping

from django.db.models import Count

from resources.models.search_queries import SearchRowQuerySet

# Filter to the column of `SearchRow` that lists its codes. Few different lists exist, so counting lists is quick.
COLUMNS = {"need": "needs", "audience": "audiences", "language": "languages", "channel": "channels"}


def counts(found: Callable[[str], SearchRowQuerySet]) -> Mapping[str, Mapping[str, int]]:
    """Filter to code to number of services. `found` gives the rows without the filter that it is called with: a
    filter does not narrow its own numbers. One query per filter."""
    numbers = {}
    for name, column in COLUMNS.items():
        total: Counter[str] = Counter()
        for codes, services in found(name).values_list(column).annotate(n=Count("pk")).order_by():
            total.update(dict.fromkeys(codes.split(), services))
        numbers[name] = dict(total)
    return numbers
