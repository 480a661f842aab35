"""The kinds of record and their fields, as one table.

Parsing, validation, the fingerprint of a row and the upsert all follow it. A record is a plain dict with the field
names of a model, and never holds HTML.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Record = dict[str, Any]
Shape = Literal["text", "lines", "keys", "code", "handle", "word", "words", "number", "flag", "markdown"]


@dataclass(frozen=True)
class Fault:
    """Something wrong in a file, as a sentence for the person who edits it."""

    file: str
    key: str
    field: str
    text: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.field, self.text) if part)


def plain(value: Any) -> Any:
    """A value as a file has it: a day becomes text such as 2026-11-20."""
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True)
class Field:
    """One field of a record. `shape`: text and lines get typographic marks; keys and codes stay as they are;
    a handle is a key in small letters;
    word and words come from [vocabulary]. `refers`: the kind of thing that the keys name.
    `told`: says what others wrote, measured or called it, so it may use words that we do not use ourselves."""

    name: str
    shape: Shape = "text"
    required: bool = True
    refers: str = ""
    written: str = ""  # its name in the file, where that differs
    told: bool = False

    def of(self, row: Any) -> Any:
        """Its value in a row, as a file would have it."""
        return plain(getattr(row, self.name))

    @property
    def in_file(self) -> str:
        return self.written or self.name

    @property
    def translated(self) -> bool:
        """Whether a translator writes it anew. What is for editors only is nobody's to translate."""
        return self.shape in ("text", "lines", "markdown") and self.name != "note"


@dataclass(frozen=True)
class Kind:
    """A kind of record, the table of its file (guides have a folder), and its fields besides key and position."""

    name: str
    file: str
    table: str
    fields: tuple[Field, ...]
    key: str = "id"
    parts: "Kind | None" = None  # records inside a record, each with its own key and place
    also: tuple[str, ...] = ()  # what else may stand in the file: derived from other fields, or not shown

    @property
    def many(self) -> str:
        """The name of its records among the values of a record that they are parts of."""
        return f"{self.table}s"


_SLUG = Field("slug", "code")
_NOTE = Field("note", required=False)
_SEEDS = Field("seeds", "keys", required=False, refers="point")
_SOURCES = Field("sources", "keys", required=False, refers="source")

SOURCE = Kind(
    "source", "sources.toml", "source", (Field("title", told=True), Field("url", "code"), _NOTE), key="key"
)
POINT = Kind(
    "point",
    "articles.toml",
    "point",
    (
        Field("kind", "code"),
        Field("text", told=True),
        Field("contested", "flag", required=False),
        Field("unused", required=False),
        _NOTE,
    ),
)
ARTICLE = Kind(
    "article",
    "articles.toml",
    "article",
    (
        *(
            _SLUG,
            Field("title", told=True),
            Field("publisher", told=True),
            Field("dated", written="published"),
        ),
        *(Field("about"), Field("problems", "lines", told=True), _NOTE),
        Field("source", "code", required=False, refers="source"),
    ),
    also=("file",),
    parts=POINT,
)
FACT = Kind(
    "fact",
    "facts.toml",
    "fact",
    (
        *(_SLUG, Field("title", written="plain"), Field("value", told=True), Field("measures", told=True)),
        *(
            Field("population", told=True),
            Field("year"),
            Field("primary_source", told=True),
            Field("caveats"),
        ),
        *(Field("status"), _NOTE, Field("topic", "code"), Field("checked", "code")),
        *(Field("chart", "code", required=False), Field("chart_title", required=False, told=True)),
        Field("chart_rows", "lines", required=False, told=True),
        Field("sources", "keys", refers="source"),
    ),
    also=("guides",),
)
ACTION = Kind(
    "action",
    "actions.toml",
    "action",
    (
        *(_SLUG, Field("title"), Field("when", "word"), Field("where", "words"), Field("strategy", "words")),
        *(Field("effort", "word"), Field("risk"), Field("limits"), Field("steps", "lines")),
        *(Field("words", "lines"), Field("pledge", required=False), Field("pledge_everyone", required=False)),
        *(Field("no_pledge_reason", required=False), Field("first", "flag"), Field("care", "flag"), _NOTE),
        *(_SEEDS, _SOURCES),
    ),
    also=("one_tap",),
)
GUIDE = Kind(
    "guide",
    "guides",
    "",
    (
        *(_SLUG, Field("title"), Field("summary"), Field("audience"), Field("content_note"), _NOTE),
        *(Field("reading_minutes", "number"), Field("body", "markdown"), Field("card", "lines")),
        *(_SEEDS, _SOURCES, Field("actions", "keys", required=False, refers="action")),
        Field("facts", "keys", required=False, refers="fact"),
        Field("needs", "keys", required=False, refers="need"),
        Field("audiences", "keys", required=False, refers="audience"),
    ),
    also=("order",),
)
CHOICE = Kind(
    "choice",
    "scenarios.toml",
    "choice",
    (
        *(Field("text"), Field("leads"), Field("safer"), Field("safer_kind", "code")),
        Field("actions", "keys", required=False, refers="action"),
    ),
    key="key",
)
SCENARIO = Kind(
    "scenario",
    "scenarios.toml",
    "scenario",
    (
        *(_SLUG, Field("title"), Field("where", "words"), Field("situation")),
        Field("content_note", required=False, written="note"),
    ),
    also=("place",),
    parts=CHOICE,
)
WORD = Kind(
    "word",
    "words.toml",
    "word",
    (
        *(
            Field("slug", "handle", written="id"),
            Field("title", written="avoid", told=True),
            Field("say"),
            Field("reason"),
        ),
        *(Field("house_rule", "flag"), _NOTE, _SEEDS, _SOURCES),
        Field("facts", "keys", required=False, refers="fact"),
    ),
)
IDEA = Kind(
    "idea",
    "shared_ideas.toml",
    "idea",
    (
        *(Field("slug", "handle", written="id"), Field("title", written="idea")),
        *(Field("what_we_do", required=False), Field("barrier", "flag", required=False), _SEEDS),
        Field("actions", "keys", required=False, refers="action"),
        Field("guides", "keys", required=False, refers="guide"),
    ),
)
# The order in which they are loaded and reported.
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (ARTICLE, ACTION, FACT, GUIDE, SCENARIO, WORD, IDEA)}
