"""What a caller may ask for, as data, and how it is read. The description at /hsds/openapi.json is made from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

PER_PAGE, MOST_PER_PAGE = 50, 100
LONGEST_SEARCH = 200
MOST_WORDS = 10
FORMATS = ("json", "ndjson")


@dataclass(frozen=True)
class Parameter:
    """One parameter. `kind` is a key of `READERS`; `default` is what holds when nobody says anything."""

    name: str
    kind: str
    says: str
    default: Any = None


class BadParameter(ValueError):
    """What the caller sent cannot be used; the message is a sentence for the caller."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name} {sentence}")
        self.name = name


PARAMETERS: Mapping[str, Parameter] = {
    each.name: each
    for each in (
        Parameter("search", "words", "Every word is in the name, the other name or the description.", ()),
        Parameter("page", "count", "Which page, from 1.", 1),
        Parameter("per_page", "count", f"Entries on a page, at most {MOST_PER_PAGE}.", PER_PAGE),
        Parameter("format", "format", "json, or ndjson: everything at once, one entry a line.", "json"),
        Parameter("taxonomy_term_id", "uuid", "Only what has this need, audience or kind."),
        Parameter("taxonomy_id", "uuid", "Only what has any term of this taxonomy."),
        Parameter("organization_id", "uuid", "Only services of this organization."),
        Parameter("modified_after", "moment", "Only what changed then or later: 2026-11-20 or 2026-11-20T10:00:00Z."),
        Parameter("minimal", "yes", "Only id, name, status, last_modified; without per_page, all on one page."),
        Parameter("full", "yes", "Everything, nested."),
        Parameter("full_service", "yes", "With the services of an organization in full."),
        Parameter("top_only", "yes", "Terms without a parent; none of ours has one."),
        Parameter("parent_id", "uuid", "Terms below this one; none of ours is below another."),
    )
}  # fmt: skip


def read(names: tuple[str, ...], given: Mapping[str, list[str]]) -> dict[str, Any]:
    """Clean values for `names` out of what was sent (each name with the values sent). Raises BadParameter."""
    for name in given:
        if name not in names:
            known = ", ".join(names) or "none"
            raise BadParameter(name[:40], f"is not a parameter here. There are: {known}.")
    clean = {}
    for name in names:
        values = given.get(name, [])
        if len(values) > 1:
            raise BadParameter(name, "is there more than once.")
        parameter = PARAMETERS[name]
        clean[name] = READERS[parameter.kind](name, values[0]) if values else parameter.default
    clean["sized"] = "per_page" in given
    if clean.get("minimal") and clean.get("full"):
        raise BadParameter("full", "and minimal exclude each other.")
    return clean


def _words(name: str, text: str) -> tuple[str, ...]:
    if len(text) > LONGEST_SEARCH or len(text.split()) > MOST_WORDS:
        raise BadParameter(name, f"is longer than {LONGEST_SEARCH} characters or {MOST_WORDS} words.")
    return tuple(text.replace("\x00", " ").split())


def _count(name: str, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < 1:
        raise BadParameter(name, "must be a whole number from 1.")
    return min(int(text), MOST_PER_PAGE) if name == "per_page" else int(text)


def _format(name: str, text: str) -> str:
    if text not in FORMATS:
        raise BadParameter(name, f"must be one of: {', '.join(FORMATS)}.")
    return text


def _uuid(name: str, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadParameter(name, "must be a UUID, as in our identifiers.") from None


def _moment(name: str, text: str) -> datetime:
    """In an address, + means a blank; it is put back."""
    try:
        moment = datetime.fromisoformat(re.sub(r"(T\S+) (\d\d:?\d\d)$", r"\1+\2", text))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise BadParameter(name, "must be like 2026-11-20 or 2026-11-20T10:00:00Z.") from None


def _yes(name: str, text: str) -> bool:
    if text not in YES_OR_NO:
        raise BadParameter(name, "must be true or false.")
    return YES_OR_NO[text]


YES_OR_NO = {"true": True, "1": True, "false": False, "0": False}
READERS: Mapping[str, Any] = {
    "words": _words,
    "count": _count,
    "format": _format,
    "uuid": _uuid,
    "moment": _moment,
    "yes": _yes,
}
