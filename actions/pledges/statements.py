"""What the board asks of the database with every page, as SQL that is made once for each shape.

For two dozen rows by an index Django takes several times as long to write the SQL as the database to answer it. The
SQL is still that of the querysets: it is compiled with stand-ins, and the values take their places. All rows come as
one text of JSON: fetched one by one, threads of a process would wait for each other at every row.
"""

import datetime as dt
import json
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
    made_on: str  # 2026-01-31
    near: str
    place: str


def newest(size: int, columns: dict[str, str], after: tuple[dt.date, int] | None = None) -> list[Row]:
    """The newest rows of the wall with these columns; of those `after` a place in the order, where one is given."""
    values: dict[str, Any] = {name: code for name, code in columns.items() if code}
    if after:
        values |= {"day": connection.ops.adapt_datefield_value(after[0]), "key": after[1]}
    return [Row._make(row) for row in json.loads(_rows(_newest, size, values))]


def _newest(size: int, day: Any = None, key: Any = None, **columns: str) -> QuerySet[Any, Any]:
    rows = Pledge.objects.on_the_wall().sorted_under(**columns)
    rows = rows.older_than(day, key) if day else rows
    return rows.values_list(*Row._fields)[:size]


def place_of(public_id: str) -> tuple[dt.date, int] | None:
    """Where a pledge stands in the order of the wall; None when it is not on it."""
    found = json.loads(_rows(_place_of, 1, {"public_id": public_id}))
    return (dt.date.fromisoformat(found[0][0]), found[0][1]) if found else None


def _place_of(size: int, public_id: str) -> QuerySet[Any, Any]:
    return Pledge.objects.on_the_wall().filter(public_id=public_id).values_list("decided_on", "pk")[:size]


def counts() -> tuple[tuple[str, int, int], ...]:
    """(action key or "own", made, kept) for everything on the board, most first: at most one row for an action."""
    return _read_counts(_steady(_counts))


@lru_cache(maxsize=2)
def _read_counts(rows: str) -> tuple[tuple[str, int, int], ...]:
    return tuple((key, made, kept) for key, made, kept in json.loads(rows))


def _counts(_size: int) -> QuerySet[Any, Any]:
    return Tally.objects.order_by("-made", "key").values_list("key", "made", "kept")


def one_tap(language: str) -> str:
    """Every action with a ready-made pledge, as JSON: rows of the columns ACTION."""
    return _steady(_one_tap, language)


def _one_tap(_size: int, language: str) -> QuerySet[Any, Any]:
    return Action.objects.published().in_language(language).one_tap().values_list(*ACTION)


def _steady(make: Callable[..., QuerySet[Any, Any]], *shape: str) -> str:
    """The rows, without asking again where the database says that nothing at all was changed in it (SQLite)."""
    asked = getattr(connection, "state", None)  # config.database.sqlite3
    state = asked() if asked else None
    if state is None:
        return _rows(make, 0, {}, *shape)
    known: dict[Any, tuple[Any, str]] = vars(connection).setdefault("board_rows", {})
    before, found = known.get((make, *shape), (None, ""))
    if before != state:
        found = _rows(make, 0, {}, *shape)
        known[make, *shape] = state, found
    return found


def _rows(make: Callable[..., QuerySet[Any, Any]], size: int, values: dict[str, Any], *shape: str) -> str:
    """JSON of the rows, each a list of its values in their order."""
    sql, names = _made(connection.vendor, make, size, tuple(values), shape)
    with connection.cursor() as cursor:
        # Without values Django need not look for their places in the SQL; no percent sign of another kind is in it.
        cursor.execute(sql, [values[name] for name in names] or None)
        (found,) = cursor.fetchone()
    return found or "[]"


# By database: how the rows of a query in its order become one text.
AS_JSON = {
    "sqlite": "SELECT json_group_array(json_array({})) FROM ({}) AS t",
    "postgresql": "SELECT json_agg(json_build_array({}))::text FROM ({}) AS t",
}


@lru_cache(maxsize=256)
def _made(
    vendor: str,
    make: Callable[..., QuerySet[Any, Any]],
    size: int,
    names: tuple[str, ...],
    shape: tuple[str, ...],
) -> tuple[str, list[str]]:
    """SQL, and the name of the value for each of its parameters.

    What is the same each time stands in the SQL itself: SQLite would make a new plan whenever such a value is bound,
    because it decides about the partial indexes.
    """
    rows = make(size, *shape, **{name: STAND_INS[name] for name in names})
    columns = ", ".join(f't."{name}"' for name in rows.query.values_select)
    sql, parameters = rows.query.sql_with_params()
    named = {str(STAND_INS[name]): name for name in names}
    pieces, slots = sql.split("%s"), []
    for number, value in enumerate(parameters):
        if str(value) in named:
            slots.append(named[str(value)])
            pieces[number] += "%s"
        else:
            pieces[number] += _literal(value)
    return AS_JSON[vendor].format(columns, "".join(pieces)), slots


def _literal(value: Any) -> str:
    """A code or a number of ours in SQL. TypeError for anything else: no word of a reader may ever come here."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(int(value))
    if isinstance(value, str) and (not value or value.replace("-", "").isalnum()):
        return f"'{value}'"
    raise TypeError(f"{value!r} cannot stand in SQL")
