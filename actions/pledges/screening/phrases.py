"""Phrases of the lists, in a small language that people can write and that cannot run away. Pure.

    word        that word, in any case, with or without accents
    word*       any word that begins so
    (a|b c|)    one of these; an empty one means that it may be missing; groups may stand in groups
    ...         up to four words in between
    ^ and $     the text begins here; a sentence or a part of it ends here
"""

import re
from dataclasses import dataclass
from typing import Protocol

from actions.pledges.screening.folding import fold

GAP, FIRST, LAST = "...", "^", "$"
LONGEST_GAP = 4  # words that "..." may stand for
TOKEN = re.compile(r"\.\.\.|[\^$()|]|[^\W_][\w'-]*\*?|\S")
TOUCHING = re.compile(r"\w\(|\)\w|\*\w")

# A part is a word, one of the signs above, or a choice between sequences of parts.
Sequence = tuple["str | Choice", ...]


@dataclass(frozen=True)
class Choice:
    ways: tuple[Sequence, ...]


@dataclass(frozen=True)
class Phrase:
    """An entry of the list `name`, ready to be matched. `begins` is every word it may begin with."""

    name: str
    parts: Sequence
    begins: frozenset[str]


class Line(Protocol):
    """What a phrase is matched against: words by number."""

    def __len__(self) -> int: ...

    def fits(self, word: str, at: int) -> bool:
        """Whether a word of a phrase stands for word number `at`."""

    def closes(self, at: int) -> bool:
        """Whether a sentence, or a part of it, ends after word number `at`."""


def key(word: str) -> str:
    """A word as lists hold it: folded, small letters."""
    return fold(word).text.lower()


def parse(name: str, entry: str) -> Phrase:
    """Read one entry. Raises ValueError with a sentence for an editor."""
    tokens = TOKEN.findall(key(entry).replace("'", ""))  # "dont" is found by "don't", and the other way
    if TOUCHING.search(entry):
        raise ValueError(f"{entry!r}: a bracket stands for whole words, with a blank beside it")
    parts, rest = _sequence(tokens, entry, deep=False)
    if rest:
        raise ValueError(f"{entry!r} closes a bracket that was not opened")
    begins, empty = _begins(parts)
    if empty or not begins or GAP in begins:
        raise ValueError(f"{entry!r} must begin with a word")
    return Phrase(name, parts, frozenset(begins))


def _sequence(tokens: list[str], entry: str, deep: bool) -> tuple[Sequence, list[str]]:
    parts: list[str | Choice] = []
    while tokens and tokens[0] not in "|)":
        token, *tokens = tokens
        if token == "(":  # noqa: S105  a bracket
            choice, tokens = _choice(tokens, entry)
            parts.append(choice)
        elif token in (GAP, FIRST, LAST) or token[0].isalnum():
            parts.append(token)
        else:
            raise ValueError(f"{entry!r}: {token!r} means nothing here")
    if tokens and tokens[0] == "|" and not deep:
        raise ValueError(f"{entry!r} has | outside of brackets")
    return tuple(parts), tokens


def _choice(tokens: list[str], entry: str) -> tuple[Choice, list[str]]:
    ways = []
    while True:
        way, tokens = _sequence(tokens, entry, deep=True)
        ways.append(way)
        if not tokens:
            raise ValueError(f"{entry!r} opens a bracket and does not close it")
        sign, *tokens = tokens
        if sign == ")":
            return Choice(tuple(ways)), tokens


def _begins(parts: Sequence) -> tuple[set[str], bool]:
    """The words a sequence may begin with, and whether it may be empty."""
    found: set[str] = set()
    for part in parts:
        if part in (FIRST, LAST):
            continue
        if isinstance(part, str):
            return found | {part}, False
        inner = [_begins(way) for way in part.ways]
        found = found.union(*(words for words, _empty in inner))
        if not any(empty for _words, empty in inner):
            return found, False
    return found, True


def end_of(phrase: Phrase, line: Line, at: int) -> int | None:
    """The number of the word after the phrase when it begins at word `at`; None when it does not.

    Every position is looked at once per part, so the time is that of the length, whatever the entry says.
    """
    reached = _match(phrase.parts, line, {at})
    return min(reached) if reached else None


def _match(parts: Sequence, line: Line, reached: set[int]) -> set[int]:
    for part in parts:
        if isinstance(part, Choice):
            reached = set().union(*(_match(way, line, reached) for way in part.ways))
        elif part == GAP:
            reached = {i + n for i in reached for n in range(LONGEST_GAP + 1) if i + n <= len(line)}
        elif part == FIRST:
            reached &= {0}
        elif part == LAST:
            reached = {i for i in reached if i and line.closes(i - 1)}
        else:
            reached = {i + 1 for i in reached if i < len(line) and line.fits(part, i)}
        if not reached:
            break
    return reached
