"""Counts what people look for in a place where we list nothing for it, so that editors know where to look.

Counted are a need, a country, a region and a month. Never the words: a sentence can name somebody.
"""

import logging

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from resources.models import UnmetNeed
from resources.search import Results, SearchParams

MOST_NEEDS = 5  # of one search
log = logging.getLogger("upstander.resources")


def record(params: SearchParams, results: Results) -> None:
    """Count a search in a country that found nothing there before it was widened. No query for any other search.

    A database that cannot be written does not matter to the reader: the page is shown all the same.
    """
    if not params.country or params.page > 1 or not results.missed:
        return
    table = connection.ops.quote_name(UnmetNeed._meta.db_table)
    month = timezone.localdate().replace(day=1)
    rows = [(need, params.country, params.region, month) for need in results.needs[:MOST_NEEDS] or ("",)]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} (need, country, region, month, times) VALUES (%s, %s, %s, %s, 1) "  # noqa: S608
                f"ON CONFLICT (month, country, region, need) DO UPDATE SET times = {table}.times + 1",
                rows,
            )
    except DatabaseError:
        log.warning("A search without result was not counted.")
