"""The tokens of every service in the database's own full-text index: FTS5 of SQLite, a `tsvector` of PostgreSQL.

Both only compare tokens that Python made (`resources.words`), whole or by their beginning, so both find the same rows.
One table, `resources_searchtokens`: `rowid` is the id of a `SearchRow`, `words` its tokens. It is not a model: its
column types exist on one engine each. Made by migration 0004.

A question is a tree: `Token("legal")`, `Token("leg", prefix=True)`, `Any((…))`, `All((…))`, `But(…, …)`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any as Anything

from django.db import connection, models
from django.db.models import F, Func

TABLE = "resources_searchtokens"
BATCH = 500


@dataclass(frozen=True)
class Token:
    """One token as `words.written` gives it: only a-z and 0-9, so neither engine reads a sign into it."""

    text: str
    prefix: bool = False


@dataclass(frozen=True)
class Any:
    """At least one of these; there is at least one."""

    parts: "tuple[Question, ...]"


@dataclass(frozen=True)
class All:
    """Every one of these; there is at least one."""

    parts: "tuple[Question, ...]"


@dataclass(frozen=True)
class But:
    """The first and not the second."""

    first: "Question"
    unless: "Question"


Question = Token | Any | All | But


def render(question: Question, vendor: str) -> str:
    """The question in the language of FTS5 or of `tsquery`."""
    sqlite = vendor == "sqlite"
    if isinstance(question, Token):
        if sqlite:
            return f'"{question.text}"' + ("*" if question.prefix else "")
        return f"'{question.text}'" + (":*" if question.prefix else "")
    if isinstance(question, But):
        first, unless = render(question.first, vendor), render(question.unless, vendor)
        return f"({first} NOT {unless})" if sqlite else f"({first} & !{unless})"
    signs = (" OR ", " AND ") if sqlite else (" | ", " & ")
    parts = [render(part, vendor) for part in question.parts]
    return f"({signs[isinstance(question, All)].join(parts)})"


class Matches(Func):
    """Whether a `SearchRow` answers a question, for `filter()` and `When()`."""

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, question: Question, **extra: Anything) -> None:
        self.question = question
        super().__init__(F("pk"), **extra)

    def as_sql(
        self, compiler: Anything, connection: Anything, *args: Anything, **extra: Anything
    ) -> Anything:
        inner, params = compiler.compile(self.source_expressions[0])
        condition = CONDITION[connection.vendor]
        # The table's name and the operator are ours; the tokens travel as a parameter.
        sql = f"{inner} IN (SELECT rowid FROM {TABLE} WHERE {condition})"  # noqa: S608
        return sql, [*params, render(self.question, connection.vendor)]

    @property
    def identity(self) -> Anything:
        return (type(self), self.question)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matches) and other.identity == self.identity

    def __hash__(self) -> int:
        return hash(self.identity)


CONDITION = {"sqlite": f"{TABLE} MATCH %s", "postgresql": "words @@ %s::tsquery"}
VALUE = {"sqlite": "%s", "postgresql": "array_to_tsvector(string_to_array(%s, ' '))"}
# PostgreSQL reads the whole table for a word that is not there, unless it is told to look for all answers first.
EXISTS = {
    "sqlite": "EXISTS(SELECT 1 FROM {} WHERE {})",
    "postgresql": "EXISTS(WITH found AS MATERIALIZED (SELECT 1 FROM {} WHERE {}) SELECT 1 FROM found)",
}


def answered(questions: Sequence[Question]) -> list[bool]:
    """For each question, whether any service answers it. One query."""
    if not questions:
        return []
    one = EXISTS[connection.vendor].format(TABLE, CONDITION[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join([one] * len(questions)),
            [render(question, connection.vendor) for question in questions],
        )
        return [bool(answer) for answer in cursor.fetchone()]


def write(rows: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Replace the tokens of these `SearchRow` ids."""
    pairs = [(key, " ".join(sorted(set(found)))) for key, found in rows]
    forget(key for key, _found in pairs)
    insert = f"INSERT INTO {TABLE} (rowid, words) VALUES (%s, {VALUE[connection.vendor]})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(insert, pairs)


def forget(keys: Iterable[int]) -> None:
    """Remove the tokens of these `SearchRow` ids."""
    ids = list(keys)
    with connection.cursor() as cursor:
        for start in range(0, len(ids), BATCH):
            part = ids[start : start + BATCH]
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(f"DELETE FROM {TABLE} WHERE rowid IN ({marks})", part)  # noqa: S608
