"""What the board asks of the database with every page, as SQL that is made once for each shape.

For two dozen rows by an index Django takes several times as long to write the SQL as the database to answer it. The
SQL is still that of the querysets: it is compiled with stand-ins, and the values take their places.
"""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from actions.guidance.models import Action
from actions.pledges.models import Pledge, Tally

# No stored text holds a NUL, no day is that early and no key is below one: none of them means itself in a query.
STAND_INS: dict[str, Any] = {
    "near": "\0near",
    "place": "\0place",
    "strategy": "\0strategy",
    "language": "\0language",
    "public_id": "\0public_id",
    "day": dt.date.min,
    "key": -1,
}
ACTION = ("key", "language", "slug", "title", "pledge", "where", "strategy", "first")


class Row(NamedTuple):
    """A written pledge as the wall needs it."""

    text: str
    nickname: str
    language: str
    public_id: str
    made_on: dt.date
    near: str
    place: str


def newest(size: int, columns: dict[str, str], after: tuple[dt.date, int] | None = None) -> list[Row]:
    """The newest rows of the wall with these columns; of those `after` a place in the order, where one is given."""
    values: dict[str, Any] = {name: code for name, code in columns.items() if code}
    if after:
        values |= {"day": connection.ops.adapt_datefield_value(after[0]), "key": after[1]}
    return [Row._make(row) for row in _rows(_newest, size, values)]


def _newest(size: int, day: Any = None, key: Any = None, **columns: str) -> QuerySet[Any, Any]:
    rows = Pledge.objects.on_the_wall().sorted_under(**columns)
    rows = rows.older_than(day, key) if day else rows
    return rows.values_list(*Row._fields)[:size]


def place_of(public_id: str) -> tuple[dt.date, int] | None:
    """Where a pledge stands in the order of the wall; None when it is not on it."""
    found = _rows(_place_of, 1, {"public_id": public_id})
    return found[0] if found else None


def _place_of(size: int, public_id: str) -> QuerySet[Any, Any]:
    return Pledge.objects.on_the_wall().filter(public_id=public_id).values_list("decided_on", "pk")[:size]


def counts() -> tuple[tuple[str, int, int], ...]:
    """(action key or "own", made, kept) for everything on the board, most first: at most one row for an action."""
    return tuple(_rows(_counts, 0, {}))


def _counts(_size: int) -> QuerySet[Any, Any]:
    return Tally.objects.order_by("-made", "key").values_list("key", "made", "kept")


def one_tap(language: str) -> tuple[tuple[Any, ...], ...]:
    """The columns ACTION of every action with a ready-made pledge. Lists are as the database stores them: JSON."""
    return tuple(_rows(_one_tap, 0, {}, language))


def _one_tap(_size: int, language: str) -> QuerySet[Any, Any]:
    return Action.objects.published().in_language(language).one_tap().values_list(*ACTION)


def _rows(
    make: Callable[..., QuerySet[Any, Any]], size: int, values: dict[str, Any], *shape: str
) -> list[Any]:
    sql, slots = _made(connection.vendor, make, size, tuple(values), shape)
    with connection.cursor() as cursor:
        cursor.execute(sql, [values[slot] if name else slot for name, slot in slots])
        return cursor.fetchall()


@lru_cache(maxsize=256)
def _made(
    _vendor: str,
    make: Callable[..., QuerySet[Any, Any]],
    size: int,
    names: tuple[str, ...],
    shape: tuple[str, ...],
) -> tuple[str, list[tuple[bool, Any]]]:
    """SQL, and for each parameter (whether it is named, the name or the value itself)."""
    sql, parameters = make(size, *shape, **{name: STAND_INS[name] for name in names}).query.sql_with_params()
    named = {str(STAND_INS[name]): name for name in names}
    slots = [(str(value) in named, named.get(str(value), value)) for value in parameters]
    return sql, slots
