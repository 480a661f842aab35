"""Whether rows keep the rules of `schema.py`. An export that breaks one is not written.

Identifiers and references are kept in a database of their own in a scratch file: with twenty thousand services they
are more than a million.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from resources.hsds.rows import rows_of
from resources.hsds.schema import OBJECTS, FieldSpec
from resources.hsds.terms import Record

MOST = 20  # sentences
BATCH = 5000
FIELDS: Mapping[str, Mapping[str, FieldSpec]] = {
    thing: {field.name: field for field in fields} for thing, fields in OBJECTS.items()
}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:[!#$%&'()*+,/:;=?@\[\]A-Za-z0-9._~-]+", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Unfit(ValueError):
    """The export breaks a rule; `sentences` says where."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Checker:
    """Sees every row once, then knows what is wrong. Use it as a context manager."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self._waiting: dict[str, list[tuple[str, ...]]] = {"ids": [], "refs": []}
        self._known = sqlite3.connect("")  # a scratch file that goes when it is closed

    def __enter__(self) -> "Checker":
        for setting in (
            "journal_mode=OFF",
            "synchronous=OFF",
            "cache_size=-32000",
        ):  # nothing here must last; 32 MB
            self._known.execute(f"PRAGMA {setting}")
        self._known.execute("CREATE TABLE ids (object TEXT, id TEXT, PRIMARY KEY (object, id)) WITHOUT ROWID")
        self._known.execute("CREATE TABLE refs (object TEXT, id TEXT, whence TEXT)")
        return self

    def __exit__(self, *_error: object) -> None:
        self._known.close()

    def see(self, thing: str, row: Record) -> None:
        """One row of a table."""
        name = f"{thing} {row.get('id', 'without id')}"
        self._say(f"{name}: {problem}" for problem in problems(thing, row))
        self._waiting["ids"].append((thing, str(row.get("id")), name))
        for field in OBJECTS[thing]:
            if field.references and field.name in row:
                self._waiting["refs"].append((field.references, str(row[field.name]), name))
        if thing == "attribute" and "link_id" in row:
            self._waiting["refs"].append((str(row.get("link_entity")), str(row["link_id"]), name))
        if len(self._waiting["ids"]) >= BATCH:
            self._store()

    def see_record(self, record: Record) -> None:
        """A full service, with everything in it. What many services share is seen apart."""
        for thing, row in rows_of("service", record):
            self.see(thing, row)

    def finish(self) -> None:
        """Raises Unfit when anything was wrong."""
        self._store()
        missing = self._known.execute(
            "SELECT whence, refs.object, refs.id FROM refs LEFT JOIN ids USING (object, id) WHERE ids.id IS NULL "
            "ORDER BY 1, 2, 3 LIMIT ?",
            (MOST,),
        )
        self._say(f"{whence}: there is no {thing} {key}." for whence, thing, key in missing)
        if self.sentences:
            raise Unfit(self.sentences)

    def _store(self) -> None:
        for thing, key, name in self._waiting["ids"]:
            new = self._known.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (thing, key))
            if not new.rowcount:
                self._say(iter([f"{name}: this id is used twice."]))
        self._known.executemany("INSERT INTO refs VALUES (?, ?, ?)", self._waiting["refs"])
        self._waiting = {"ids": [], "refs": []}

    def _say(self, sentences: Iterator[str]) -> None:
        for sentence in sentences:
            if len(self.sentences) < MOST:
                self.sentences.append(sentence)


def problems(thing: str, row: Record) -> Iterator[str]:
    """What is wrong with one row by itself, as ends of sentences."""
    fields = FIELDS[thing]
    for name in row:
        if name not in fields:
            yield f"{name} is no field of HSDS."
    for field in fields.values():
        if field.name not in row:
            if field.required_in_csv:
                yield f"{field.name} is missing."
            continue
        value = row[field.name]
        if value is None or value == "":
            yield f"{field.name} is empty; it must be left out."
        elif not fits(field.type, value):
            yield f"{field.name} {value!r} is not of type {field.type}."
        elif field.choices and value not in field.choices:
            yield f"{field.name} {value!r} is none of {', '.join(field.choices)}."


def fits(kind: str, value: Any) -> bool:
    """Whether a value is of a type of `FieldSpec`."""
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, str):
        return False
    try:
        return TYPES[kind](value)
    except ValueError:
        return False


TYPES: Mapping[str, Any] = {
    "string": lambda value: True,
    "uuid": lambda value: bool(UUID.fullmatch(value)),
    "uri": lambda value: bool(ADDRESS.fullmatch(value)),
    "email": lambda value: bool(EMAIL.fullmatch(value)),
    "date": lambda value: date.fromisoformat(value).isoformat() == value,
    "datetime": lambda value: datetime.fromisoformat(value).tzinfo is not None,
    "time": lambda value: time.fromisoformat(value).isoformat() == value,
}
