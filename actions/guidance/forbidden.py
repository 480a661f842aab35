"""Phrases that our own voice never uses: content/<lang>/forbidden.toml, made from the table of words. Pure.

All languages are looked for in every text, so that nobody has to know in which one it is. What stands inside quotation
marks is left out, because there we tell what others say; a line that is one quotation is words to use, and is read.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actions.guidance.typography import curly

CONTENT = Path(__file__).parent / "content"

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_INSIDE = re.compile(r"“[^”]*”|‘.*?’(?!\w)|«[^»]*»")
_ONE_QUOTATION = re.compile(r"“([^“”]*)”[.,]?$")


@dataclass(frozen=True, eq=False)  # told apart by being another object: fast to hash
class Phrase:
    """One pattern. `word`: the row of the table of words it comes from, empty for a house rule;
    `hints`: one of them is in every text it fits; `bad`: an example."""

    language: str
    word: str
    hints: tuple[str, ...]
    pattern: re.Pattern[str]
    better: str
    bad: str


@cache
def phrases() -> tuple[Phrase, ...]:
    """The phrases of every language that has a file."""
    return tuple(phrase for path in sorted(CONTENT.glob("*/forbidden.toml")) for phrase in _read(path))


def _read(path: Path) -> Iterator[Phrase]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["phrase"]
    words = tomllib.loads((path.parent / "words.toml").read_text(encoding="utf-8"))["word"]
    say = {word["id"]: word["say"] for word in words}
    for row in rows:
        better = row.get("better") or say[row["word"]]
        pattern = re.compile(row["pattern"])
        yield Phrase(path.parent.name, row.get("word", ""), tuple(row["hints"]), pattern, better, row["bad"])


@cache
def _hints() -> tuple[tuple[str, Phrase], ...]:
    """One flat list: three thousand texts meet a hundred and fifty hints each time the files are loaded."""
    return tuple((hint, phrase) for phrase in phrases() for hint in phrase.hints)


def found_in(text: str) -> Iterator[tuple[str, str]]:
    """(phrase, what to write instead) for each forbidden phrase of a plain text or of a guide's Markdown."""
    read = "\n".join(_ours(part) for line in text.splitlines() for part in _parts(line)).lower()
    possible = {phrase: None for hint, phrase in _hints() if hint in read}  # each once, in order
    for phrase in possible:
        for match in phrase.pattern.finditer(read):
            yield match[0], curly(phrase.better)


def _parts(line: str) -> list[str]:
    """A line without its Markdown marks; the cells of a table apart. A cell is never words to use as they stand."""
    if line.lstrip().startswith("|"):
        return [f"{cell} " for cell in line.split("|")]
    return [re.sub(r"^\s*(?:>|[-*+]|\d+\.)\s+", "", line).strip()]


def _ours(part: str) -> str:
    """What we say ourselves in a part of a text, with straight marks."""
    if '"' in part or "'" in part:
        part = curly(part)
    if whole := _ONE_QUOTATION.match(part):
        part = whole[1]
    return _INSIDE.sub(" … ", part).translate(_STRAIGHT)
