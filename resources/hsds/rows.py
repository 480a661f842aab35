"""Nested HSDS records as rows of tables: the same data, with identifiers in place of nesting. Pure."""

from collections.abc import Iterator
from typing import Any

from config.safety.csv_cells import guard
from resources.hsds.schema import NESTED, OBJECTS, FieldSpec
from resources.hsds.terms import Record

# Written once for all, not beside each service that names them.
SHARED = ("organization", "location", "taxonomy_term", "taxonomy")


def rows_of(thing: str, record: Record) -> Iterator[tuple[str, Record]]:
    """The row of a record and those of everything nested in it, as (object, row); without what is shared."""
    row, inside = dict(record), []
    for key, (child, many) in NESTED.get(thing, {}).items():
        if key not in row:
            continue
        value = row.pop(key)
        if not many:
            row[f"{child}_id"] = value["id"]
            if child not in SHARED:
                inside.append((child, value))
        elif child not in SHARED:
            inside += [(child, entry | link(thing, record["id"], child)) for entry in value]
    yield thing, row
    for child, entry in inside:
        yield from rows_of(child, entry)


def link(parent: str, identifier: str, child: str) -> Record:
    """How a row says where it hangs."""
    if child == "attribute":
        return {"link_id": identifier, "link_entity": parent}
    return {f"{parent}_id": identifier}


def columns(thing: str) -> list[str]:
    return [field.column for field in OBJECTS[thing]]


def cells(thing: str, row: Record) -> list[str]:
    """The row as it stands in the file: every column, also the empty ones."""
    return [_cell(field, row.get(field.name)) for field in OBJECTS[thing]]


def _cell(field: FieldSpec, value: Any) -> str:
    """Free text is guarded against being run as a formula; identifiers, numbers and dates cannot be one."""
    if value is None:
        return ""
    return guard(str(value)) if field.type == "string" else str(value)
