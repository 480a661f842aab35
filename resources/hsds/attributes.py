"""Attributes: how everything travels that HSDS has no field for. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from resources.hsds.terms import Record, term_id
from resources.identity import identify

OURS = "property"  # link_type of a fact with one value; its label is the code of the property
SOURCE, VERIFICATION, TRANSLATION = "source", "verification", "translation"  # link_type; there can be many


def properties(owner: UUID, values: Mapping[str, Any]) -> list[Record]:
    """One attribute per known value. None and empty texts say nothing, so they are left out."""
    return [
        {
            "id": str(identify("attribute", str(owner), code)),
            "taxonomy_term_id": str(term_id("property", code)),
            "link_type": OURS,
            "label": code,
            "value": plain(value),
        }
        for code, value in values.items()
        if value is not None and value != ""
    ]


def one_of_many(owner: UUID, link_type: str, number: int, label: str, value: str) -> Record:
    """A source, a check or a translation. Their order is the order of the list and of the lines in the file."""
    record = {
        "id": str(identify("attribute", str(owner), link_type, str(number))),
        "taxonomy_term_id": str(term_id("property", link_type)),
        "link_type": link_type,
        "label": label,
    }
    return {**record, "value": value} if value else record


def translations(owner: UUID, rows: Iterable[Any], names: Iterable[str]) -> list[Record]:
    """The named texts of the translations of a row: “es:note” and the text."""
    pairs = [
        (f"{text.language}:{name}", getattr(text, name))
        for text in sorted(rows, key=lambda text: text.language)
        for name in names
        if getattr(text, name)
    ]
    return [one_of_many(owner, TRANSLATION, number, *pair) for number, pair in enumerate(pairs)]


def about(owner: UUID, link_type: str, term: Record) -> Record:
    """A need, an audience or a kind: the nested term says everything."""
    return {
        "id": str(identify("attribute", str(owner), "term", term["id"])),
        "link_type": link_type,
        "taxonomy_term": term,
    }


def plain(value: Any) -> str:
    """True as "true", everything else as its text."""
    return str(value).lower() if isinstance(value, bool) else str(value)
