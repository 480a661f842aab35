"""The CSV tables of HSDS 3.1 as others fill them: what `schema.py` says, and where we take more than we write."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from resources.hsds import schema


@dataclass(frozen=True)
class Shape:
    """`files`: names without .csv. `required`: columns without which the table says nothing. `columns`: all known."""

    files: tuple[str, ...]
    required: tuple[str, ...]
    columns: frozenset[str]


# Less than the standard asks for: a phone without a description is still a phone.
REQUIRED: Mapping[str, str] = {
    "service": "id name status",
    "organization": "id name",
    "location": "id location_type",
    "address": "id location_id address_1 city country",
    "service_at_location": "id service_id location_id",
    "phone": "id number",
    "url": "id url",
    "cost_option": "id service_id",
    "attribute": "id link_id",
    "taxonomy_term": "id name",
    "taxonomy": "id name",
}


def _shape(thing: str) -> Shape:
    """Publishers name the file as the standard does, or by the object, in the singular or the plural."""
    published = PurePath(schema.CSV_FILES[thing]).stem
    ending = "ies" if thing.endswith("y") else "es" if thing.endswith("s") else "s"
    plural = thing.removesuffix("y") + ending
    columns = frozenset(field.column for field in schema.OBJECTS[thing])
    return Shape(
        tuple(dict.fromkeys((published, thing, plural))), tuple(REQUIRED.get(thing, "id").split()), columns
    )


SHAPES: Mapping[str, Shape] = {thing: _shape(thing) for thing in schema.CSV_FILES}

# Tables of the standard that hold nothing we could show.
PASSED_OVER = frozenset(
    {
        "accessibility", "funding", "metadata", "meta_table_description", "meta_table_descriptions",
        "organization_identifier", "organization_identifiers", "program", "programs", "required_document",
        "required_documents", "service_capacity", "service_capacities", "unit", "units",
    }
)  # fmt: skip

# (parent, child): the key of the list in the nested object. What follows is not nested in what we write ourselves.
NESTED: Mapping[tuple[str, str], str] = {
    **{
        (parent, child): key
        for parent, entries in schema.NESTED.items()
        for key, (child, many) in entries.items()
        if many and child != "attribute" and parent != "organization"
    },
    ("service_at_location", "phone"): "phones",
    ("service_at_location", "schedule"): "schedules",
    ("location", "phone"): "phones",
    ("location", "schedule"): "schedules",
    ("contact", "phone"): "phones",
    ("organization", "phone"): "phones",
    ("organization", "url"): "additional_websites",
}
# (child, column): the table that the column points to.
LINKS: Mapping[tuple[str, str], str] = {(child, f"{parent}_id"): parent for parent, child in NESTED}
# One row of another table that a row names: (table, column) -> (table, key in the nested object).
NAMED: Mapping[tuple[str, str], tuple[str, str]] = {
    (thing, f"{child}_id"): (child, key)
    for thing, entries in schema.NESTED.items()
    for key, (child, many) in entries.items()
    if not many
}
NUMBERS = frozenset(  # as JSON has them
    field.column for fields in schema.OBJECTS.values() for field in fields if field.type == "number"
)
