"""The order by words: each question is asked once, for all rows together, and what a row got is added up.

Looking up every row in the answer to every question would cost several times as much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from resources.models.search_tokens import CONDITION, TABLE, Question, render

# The plus keeps SQLite from asking the full-text index anew for every row.
AMONG = {
    "sqlite": " AND +rowid IN (SELECT id FROM found)",
    "postgresql": " AND rowid IN (SELECT id FROM found)",
}
# A service that the words name is neither far away nor last.
ORDER = """
is_beyond, CASE WHEN is_last = 1 AND named < name_size THEN 1 ELSE 0 END, met DESC,
CASE WHEN named >= name_size THEN 0 WHEN is_last = 1 THEN 2 WHEN is_near = 1 THEN 0 ELSE 1 END, score DESC,
is_whole DESC, crisis DESC, always DESC, sort_key, id
"""
COLUMNS = ("id", "service_id", "name_size", "crisis", "always", "sort_key")  # of a `SearchRow`


@dataclass(frozen=True)
class Mark:
    """What a row gets for answering a question: how much was said that it meets, how many words of its name were said,
    and points."""

    question: Question
    met: int = 0
    named: int = 0
    score: int = 0


def best(rows: QuerySet[Any], found: Question, marks: Sequence[Mark], narrow: bool, part: slice) -> list[Any]:
    """What service_id is in the rows that answer `found`, best first, as the database gives it. One query.

    `rows`: values of `COLUMNS` and the flags of `ORDER`. `narrow`: more rows get marks than answer `found`. `part`:
    which of the rows, from 0.
    """
    try:
        inner, params = rows.order_by().query.sql_with_params()
    except EmptyResultSet:  # the filters contradict each other
        return []
    vendor = connection.vendor
    match = f"FROM {TABLE} WHERE {CONDITION[vendor]}"
    among = AMONG[vendor] if narrow else ""
    got = ["SELECT id AS row_id, 0 AS met, 0 AS named, 0 AS score FROM found"]
    got += [f"SELECT rowid, {mark.met:d}, {mark.named:d}, {mark.score:d} {match}{among}" for mark in marks]
    # All names are ours; the tokens travel as parameters.
    sql = f"""WITH found AS MATERIALIZED (SELECT rowid AS id {match}), points AS (
    SELECT row_id, SUM(met) AS met, SUM(named) AS named, SUM(score) AS score
    FROM ({" UNION ALL ".join(got)}) AS got GROUP BY row_id)
    SELECT service_id FROM points CROSS JOIN ({inner}) AS sought WHERE id = row_id
    ORDER BY {ORDER} LIMIT {part.stop - part.start:d} OFFSET {part.start:d}"""  # noqa: S608
    asked = [render(question, vendor) for question in (found, *(mark.question for mark in marks))]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*asked, *params])
        return [key for (key,) in cursor.fetchall()]
