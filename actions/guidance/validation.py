"""What must hold for a record before it is stored: the same rules for the files and for the admin. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from actions.guidance import charts
from actions.guidance.forbidden import found_in
from actions.guidance.kinds import KINDS, SOURCE, Fault, Field, Kind, Record
from actions.guidance.rendering import ID_IN_TEXT, Links, citations, render_body
from actions.guidance.vocabulary import FactTopic, PointKind, SaferKind

PLEDGE_MAX = 120
STEPS = (3, 6)
CHOICES_MIN = 2

Known = Mapping[str, set[str]]  # kind of thing: its keys

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Remarks of editors among themselves, and handles of private people. They belong into `note`.
_INTERNAL = re.compile(
    r"\[[^\]]*(?:unverified|not checked|check with|set by policy)[^\]]*\]|in the store|(?<!\w)@\w"
)


def faults_in_library(
    language: str, library: Mapping[str, list[Record]], known: Known, links: Links
) -> Iterator[Fault]:
    """Every fault in the records of one language."""
    for kind in (SOURCE, *KINDS.values()):
        records = library[kind.name]
        for name in ("key", "slug"):
            yield from _twice(f"{language}/{kind.file}", records, name)
        for record in records:
            place = f"{language}/{kind.file}"
            if kind.file == "guides":
                place += f"/{record['slug']}.md"
            for name, text in faults_in_record(kind, record, known, links):
                yield Fault(place, record["key"], name, text)
            yield from _faults_in_parts(place, kind, record, known, links)
    points = [point for article in library["article"] for point in article["points"]]
    articles = f"{language}/{KINDS['article'].file}"
    yield from _twice(articles, points, "key")
    yield from _unaccounted(articles, points, library)


def _unaccounted(file: str, points: list[Record], library: Mapping[str, list[Record]]) -> Iterator[Fault]:
    """Every point is drawn from, or says why it is not; never both."""
    used = {key for name in KINDS for record in library[name] for key in record.get("seeds", ())}
    for point in points:
        if point["key"] in used and point["unused"]:
            yield Fault(file, point["key"], "unused", "gives a reason, but something is drawn from it")
        elif point["key"] not in used and not point["unused"]:
            yield Fault(file, point["key"], "unused", "is missing, and nothing is drawn from this point")


def _faults_in_parts(place: str, kind: Kind, record: Record, known: Known, links: Links) -> Iterator[Fault]:
    if not kind.parts:
        return
    parts = record[kind.parts.many]
    yield from _twice(f"{place}: {record['key']}", parts, "key")
    for part in parts:
        for name, text in faults_in_record(kind.parts, part, known, links):
            yield Fault(place, f"{record['key']} {part['key']}", name, text)


def faults_in_record(kind: Kind, record: Record, known: Known, links: Links) -> Iterator[tuple[str, str]]:
    """(field, sentence) for each fault of one record. `links`: what the text may link to."""
    for field in kind.fields:
        value = record[field.name]
        if field.name == "slug" and value and not _SLUG.fullmatch(value):
            yield "slug", f"{value!r} is not made of small letters, digits and single hyphens"
        if field.refers:
            for key in [value] if isinstance(value, str) else value:
                if key and key not in known[field.refers]:
                    yield field.name, f"{key} does not exist"
        if field.shape in ("text", "lines", "markdown") and field.name != "note":
            yield from _faults_in_text(field, value, known)
    yield from _SPECIAL.get(kind.name, _nothing)(record, links)


def faults_in_piece(kind: Kind, record: Record, known: Known, links: Links) -> Iterator[tuple[str, str]]:
    """(field, sentence) for each fault of a record and its parts; for a part, "key field"."""
    yield from faults_in_record(kind, record, known, links)
    if kind.parts:
        for part in record[kind.parts.many]:
            for name, text in faults_in_record(kind.parts, part, known, links):
                yield f"{part['key']} {name}", text


def _twice(file: str, records: list[Record], name: str) -> Iterator[Fault]:
    values = [record[name] for record in records if record.get(name)]
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield Fault(file, value, name, "is used twice")


def _faults_in_text(field: Field, value: str | list[str], known: Known) -> Iterator[tuple[str, str]]:
    for text in [value] if isinstance(value, str) else value:
        if found := _INTERNAL.search(text):
            yield field.name, f"{found[0]!r} is a remark for editors or a handle"
        if not field.told:
            for phrase, better in found_in(text):
                yield field.name, f"says {phrase!r}. Better: {better}"
        if field.shape == "markdown":
            continue
        if text and text != text.strip():
            yield field.name, "has blanks at its beginning or end"
        for match in ID_IN_TEXT.finditer(text):
            if match[0] not in known[str(match.lastgroup)]:
                yield field.name, f"names {match[0]}, which does not exist"


def _action(record: Record, links: Links) -> Iterator[tuple[str, str]]:
    if not STEPS[0] <= len(record["steps"]) <= STEPS[1]:
        yield "steps", f"has {len(record['steps'])} steps, not {STEPS[0]} to {STEPS[1]}"
    for name in ("pledge", "pledge_everyone"):
        if len(record[name]) > PLEDGE_MAX:
            yield name, f"has {len(record[name])} characters, and {PLEDGE_MAX} fit"
    if record["pledge_everyone"] and not record["pledge"]:
        yield "pledge_everyone", "needs a pledge beside it"
    if record["first"] and not record["pledge"]:
        yield "first", "a first pledge needs a pledge"


def _guide(record: Record, links: Links) -> Iterator[tuple[str, str]]:
    for text in render_body(record["body"], links, record["sources"]).faults:
        yield "body", text
    for key in sorted(citations(record["body"]) - set(record["sources"])):
        yield "body", f"cites {key}, which is not among its sources"


def _source(record: Record, links: Links) -> Iterator[tuple[str, str]]:
    address = urlsplit(record["url"])
    if address.scheme not in ("http", "https") or not address.netloc:
        yield "url", "is not an address on the web"


def _point(record: Record, links: Links) -> Iterator[tuple[str, str]]:
    if record["kind"] and record["kind"] not in PointKind.values:
        yield "kind", f"{record['kind']!r} is not a kind of point"


def _choice(record: Record, links: Links) -> Iterator[tuple[str, str]]:
    if record["safer_kind"] and record["safer_kind"] not in SaferKind.values:
        yield "safer_kind", f"{record['safer_kind']!r} is neither safer nor next"


def _scenario(record: Record, links: Links) -> Iterator[tuple[str, str]]:
    if len(record.get("choices", CHOICES_MIN * [0])) < CHOICES_MIN:
        yield "choice", f"a story needs {CHOICES_MIN} choices or more"


def _fact(record: Record, links: Links) -> Iterator[tuple[str, str]]:
    try:
        date.fromisoformat(record["checked"])
    except ValueError:
        yield "checked", f"{record['checked']!r} is not a day such as 2026-11-20"
    yield from charts.faults(record["chart"], record["chart_title"], record["chart_rows"])
    if record["topic"] and record["topic"] not in FactTopic.values:
        yield "topic", f"{record['topic']!r} is not a topic"


def _nothing(record: Record, links: Links) -> Iterator[tuple[str, str]]:
    return iter(())


_SPECIAL = {
    "action": _action,
    "fact": _fact,
    "guide": _guide,
    "source": _source,
    "point": _point,
    "choice": _choice,
    "scenario": _scenario,
}
