"""The description that lies in the zip beside the tables: a tabular data package, built from `schema.py`. Pure."""

import json
from typing import Any

from resources.hsds.schema import CSV_FILES, OBJECTS, SCHEMA_VERSION, FieldSpec

# Data Package names: type and format.
TYPES = {
    "uuid": ("string", "uuid"),
    "uri": ("string", "uri"),
    "email": ("string", "email"),
    "string": ("string", "default"),
    "number": ("number", "default"),
    "date": ("date", "default"),
    "datetime": ("datetime", "default"),
    "time": ("time", "default"),
}
ABOUT = (
    "Services that help people whom someone has hurt, in the tables of Open Referral HSDS. Compiled from published "
    "sources, which each listing names; check before you rely on a number. A text cell that a spreadsheet program "
    "could take for a formula starts with an apostrophe, which is not part of the text."
)


def descriptor() -> dict[str, Any]:
    """The package as a dictionary."""
    return {
        "profile": "tabular-data-package",
        "name": "upstander-hsds",
        "title": f"Directory of services, HSDS {SCHEMA_VERSION}",
        "description": ABOUT,
        "resources": [_resource(thing) for thing in CSV_FILES],
    }


def text() -> str:
    """The same bytes every time."""
    return json.dumps(descriptor(), indent=1, ensure_ascii=False) + "\n"


def _resource(thing: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": thing,
        "path": CSV_FILES[thing],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(field) for field in OBJECTS[thing]],
            "primaryKey": "id",
            "foreignKeys": [
                {"fields": field.name, "reference": {"resource": field.references, "fields": "id"}}
                for field in OBJECTS[thing]
                if field.references
            ],
        },
    }


def _field(field: FieldSpec) -> dict[str, Any]:
    kind, shape = TYPES[field.type]
    constraints: dict[str, Any] = {"required": field.required_in_csv}
    if field.name == "id":
        constraints["unique"] = True
    if field.choices:
        constraints["enum"] = list(field.choices)
    return {"name": field.column, "type": kind, "format": shape, "constraints": constraints}
