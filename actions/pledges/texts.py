"""The words of the form, the board and its moderation, from content/<lang>/texts.toml. Pure: no database.

A text names what is filled in as {name}: a link of its own block, or one of [placeholders].
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from actions.guidance.typography import curly

CONTENT = Path(__file__).parent / "content"
NAME = re.compile(r"\{(\w+)\}")


@cache
def _raw(path: Path) -> dict[str, Any]:
    """A file as it was written, with its own quotation marks."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _load(language: str) -> dict[str, Any]:
    path = CONTENT / language / "texts.toml"
    chosen = path if path.exists() else CONTENT / "en" / "texts.toml"
    words: dict[str, Any] = typeset(_raw(chosen))
    return words


def typeset(value: Any) -> Any:
    """Every text with typographic quotation marks, as the guidance has them."""
    if isinstance(value, dict):
        return {name: typeset(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [typeset(inner) for inner in value]
    return curly(value) if isinstance(value, str) else value


def texts() -> dict[str, Any]:
    """Everything, in the active language; English where a language has no file."""
    return _load((get_language() or "en")[:2])


@cache
def openings() -> tuple[str, ...]:
    """How a pledge may begin, in every language that has texts; longest first. Other languages are welcome."""
    found = {start for folder in CONTENT.glob("*/texts.toml") for start in _raw(folder)["openings"]}
    return tuple(sorted(found, key=lambda start: (-len(start), start)))


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(map(re.escape, openings()))}) ", re.IGNORECASE)


def split_opening(text: str) -> tuple[str, str]:
    """("I will", "talk to my brother"): the opening is shown large. ("", text) when it has none."""
    found = _beginning().match(text)
    return (found[1], text[found.end() :].strip()) if found else ("", text)


@dataclass(frozen=True)
class Code:
    """One reason to decline. `template` is what the writer reads; `screen` names a page of help instead."""

    code: str
    label: str
    moderator_note: str
    template: str
    screen: str
    links: tuple[Mapping[str, str], ...]


def codes() -> list[Code]:
    """D1 to D13 in order."""
    return [
        Code(
            row["code"],
            row["label"],
            named(row.get("moderator_note", "")),
            row.get("template", ""),
            row.get("screen", ""),
            tuple(row.get("link", ())),
        )
        for row in texts()["decline"]["code"]
    ]


def named(text: str) -> str:
    """A text for moderators, with the names of screens and parts in place of its {names}."""
    names = {name: f"“{screen['name']}”" for name, screen in texts()["screens"].items()}
    names["decline"] = f"“{texts()['decline']['heading']}”"
    return NAME.sub(lambda match: names[match.group(1)], text)


def code(name: str) -> Code:
    """Raises KeyError for a code that does not exist."""
    found = {row.code: row for row in codes()}
    return found[name]


@dataclass(frozen=True)
class Block:
    """A piece of a screen, ready to show: kind heading, paragraph or list; strong is a bold opening."""

    kind: str
    html: SafeString
    strong: str
    items: tuple[SafeString, ...]


def blocks(
    rows: list[Mapping[str, Any]], filled: Mapping[str, SafeString], urls: Mapping[str, str]
) -> list[Block]:
    """Rows of texts.toml with their names filled in.

    `filled`: name of a placeholder to HTML. `urls`: target of a link ("guide:G11", "leave") to an address.
    """
    shown = []
    for row in rows:
        links = {link["name"]: anchor(link, urls) for link in row.get("link", ())}
        values = {**filled, **links}
        items = tuple(fill(part, values) for item in row.get("items", ()) for part in apart(item))
        html = fill(row.get("text", ""), values)
        for name, link in links.items():
            if "{" + name + "}" not in row.get("text", ""):
                html = format_html("{} {}", html, link)
        strong = row.get("strong", "")
        if strong and html.startswith(strong):  # the bold opening stands in the text too
            html = mark_safe(html[len(strong) :])  # noqa: S308  cut from escaped text
        shown.append(Block(row["kind"], html, strong, items))
    return shown


def apart(item: str) -> list[str]:
    """An item that only names several places becomes several items, so that no two links run together."""
    parts = item.split()
    return parts if all(NAME.fullmatch(part) for part in parts) else [item]


def anchor(link: Mapping[str, str], urls: Mapping[str, str]) -> SafeString:
    """A link of texts.toml; plain words when there is no address for its target."""
    url = urls.get(link["to"])
    return format_html('<a href="{}">{}</a>', url, link["text"]) if url else format_html("{}", link["text"])


def fill(text: str, values: Mapping[str, SafeString]) -> SafeString:
    """Escape the text and put HTML in place of its {names}. An unknown name raises KeyError: a test finds it."""
    parts = NAME.split(text)
    html = format_html("{}", parts[0])
    for name, rest in zip(parts[1::2], parts[2::2], strict=True):
        html = format_html("{}{}{}", html, values[name], rest)
    return html
