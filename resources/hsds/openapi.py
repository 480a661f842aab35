"""The OpenAPI description of the API, made from the tables that the API itself runs on."""

from collections.abc import Iterator, Mapping
from typing import Any

from resources.hsds.lists import LISTS, Listing
from resources.hsds.parameters import FORMATS, LONGEST_SEARCH, PARAMETERS, Parameter
from resources.hsds.schema import API_VERSION, NESTED, OBJECTS, SCHEMA_VERSION, FieldSpec

Schema = dict[str, Any]

ABOUT = (
    "Services that help people whom someone has hurt, as Open Referral HSDS. Compiled from published sources, which "
    "each service names; check before you rely on a number. Read only. Nothing is asked or kept about the caller."
)
TYPES: Mapping[str, Schema] = {
    "string": {"type": "string"},
    "number": {"type": "number"},
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "time": {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}:[0-9]{2}$"},
}
KINDS: Mapping[str, Schema] = {
    "words": {"type": "string", "maxLength": LONGEST_SEARCH},
    "count": {"type": "integer", "minimum": 1},
    "format": {"type": "string", "enum": list(FORMATS)},
    "uuid": TYPES["uuid"],
    "moment": {"type": "string"},
    "yes": {"type": "boolean"},
}
# Also served inside a record, where HSDS has them and our tables, which are flat, do not.
EXTRA: Mapping[str, Mapping[str, Schema]] = {
    "service_at_location": {"service": {"$ref": "#/components/schemas/service"}},
}
FLAGS = ("first_page", "last_page", "empty")
NUMBERS = ("total_items", "total_pages", "page_number", "size")


def document(server: str) -> Schema:
    """The whole description; `server` is the address of the API without a slash at its end."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"HSDS API {API_VERSION}",
            "version": API_VERSION,
            "description": f"{ABOUT} Records follow the schemas of HSDS {SCHEMA_VERSION}.",
        },
        "servers": [{"url": server}],
        "paths": dict(_paths()),
        "components": {
            "schemas": dict(_schemas()),
            "parameters": {p.name: _parameter(p) for p in PARAMETERS.values()},
        },
    }


def _paths() -> Iterator[tuple[str, Schema]]:
    yield "/", {"get": _operation("What this is and where its description lies.", _ref("about"))}
    for name, listing in LISTS.items():
        thing = listing.thing.replace("_", " ")
        yield f"/{name}", _list_operations(f"{name.replace('_', ' ')}, page by page.".capitalize(), listing)
        identifier = {"name": "id", "in": "path", "required": True, "schema": TYPES["uuid"]}
        one = _operation(
            f"One {thing} with everything about it.", _ref(listing.thing), listing.one_parameters
        )
        one["responses"]["404"] = _response("No such record.", _ref("refusal"))
        yield f"/{name}/{{id}}", {"parameters": [identifier], "get": one}
    yield "/openapi.json", {"get": _operation("This description.", {"type": "object"})}
    whole = {"type": "array", "items": _ref("service")}
    later = _response("Somebody else is fetching this. Retry-After says when to come back.", _ref("refusal"))
    listed = _operation("Every service in full, as one list.", whole)
    listed["responses"]["503"] = later
    yield "/export.json", {"get": listed}
    archive = {"description": "A tabular data package.", "content": {"application/zip": {}}}
    zipped = {
        "summary": "Every table as CSV.",
        "responses": {"200": archive, "503": later},
    }
    yield "/export.zip", {"get": zipped}


def _list_operations(summary: str, listing: Listing) -> Schema:
    contents = {"type": "array", "items": _ref(listing.thing)}
    page = {
        "allOf": [
            _ref("page"),
            {"type": "object", "required": ["contents"], "properties": {"contents": contents}},
        ]
    }
    get = _operation(summary, page, listing.parameters)
    lines = {"description": "With format=ndjson: one entry a line.", "type": "string"}
    get["responses"]["200"]["content"]["application/x-ndjson"] = {"schema": lines}
    get["responses"]["400"] = _response("A parameter that cannot be used.", _ref("refusal"))
    if {"full", "full_service"} & {*listing.parameters}:
        get["responses"]["503"] = _response("Somebody else is fetching everything in full.", _ref("refusal"))
    fields = {name: KINDS[PARAMETERS[name].kind] for name in listing.parameters}
    body = {"schema": {"type": "object", "properties": fields, "additionalProperties": False}}
    types = ("application/json", "application/x-www-form-urlencoded")
    said = f"{summary} The parameters are in the body, so that they stay out of addresses and logs."
    post = {
        "summary": said,
        "requestBody": {"content": dict.fromkeys(types, body)},
        "responses": get["responses"],
    }
    return {"get": get, "post": post}


def _operation(summary: str, schema: Schema, names: tuple[str, ...] = ()) -> Schema:
    listed = [{"$ref": f"#/components/parameters/{name}"} for name in names]
    operation: Schema = {"summary": summary, "responses": {"200": _response("As asked.", schema)}}
    return {**operation, "parameters": listed} if listed else operation


def _response(says: str, schema: Schema) -> Schema:
    return {"description": says, "content": {"application/json": {"schema": schema}}}


def _parameter(parameter: Parameter) -> Schema:
    schema = dict(KINDS[parameter.kind])
    if parameter.default not in (None, ()):
        schema["default"] = parameter.default
    return {"name": parameter.name, "in": "query", "description": parameter.says, "schema": schema}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas() -> Iterator[tuple[str, Schema]]:
    for thing in OBJECTS:
        yield thing, _record(thing)
    flags = {name: {"type": "boolean"} for name in FLAGS}
    numbers = {name: {"type": "integer", "minimum": 0} for name in NUMBERS}
    yield "page", {"type": "object", "required": [*NUMBERS, *FLAGS], "properties": {**numbers, **flags}}
    text, address = TYPES["string"], TYPES["uri"]
    refusal = {"message": text, "status": {"type": "integer"}, "parameter": text}
    yield "refusal", {"type": "object", "required": ["message", "status"], "properties": refusal}
    publisher = {"type": "object", "properties": {"name": text, "website": address}}
    links = dict.fromkeys(("profile", "openapi_url", "data_guide"), address)
    about = {"version": text, **links, "description": text, "publisher": publisher}
    yield "about", {"type": "object", "required": ["version", "profile", "openapi_url"], "properties": about}


def _record(thing: str) -> Schema:
    """One object with what nests in it. No value is ever null."""
    fields = {field.name: _field(field) for field in OBJECTS[thing]}
    for key, (child, many) in NESTED.get(thing, {}).items():
        fields[key] = {"type": "array", "items": _ref(child)} if many else _ref(child)
    required = [field.name for field in OBJECTS[thing] if field.required]
    return {"type": "object", "required": required, "properties": {**fields, **EXTRA.get(thing, {})}}


def _field(field: FieldSpec) -> Schema:
    return {**TYPES[field.type], "enum": list(field.choices)} if field.choices else TYPES[field.type]
