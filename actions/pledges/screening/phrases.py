"""Phrases of the lists, in a small language that people can write and that cannot run away. Pure.

word        that word, in any case, with or without accents
word*       any word that begins so
(a|b c|)    one of these; an empty one means that it may be missing; groups may stand in groups
...         up to four words in between
^ and $     the text begins here; a sentence or a part of it ends here
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Protocol

from django.utils.translation import gettext as _

from actions.pledges.screening.folding import fold

GAP, FIRST, LAST = "...", "^", "$"
DEEPEST = 5  # brackets in brackets
LONGEST_GAP = 4  # words that "..." may stand for
TOKEN = re.compile(r"\.\.\.|[\^$()|]|[^\W_][\w'-]*\*?|\S")
TOUCHING = re.compile(r"\w\(|\)\w|\*\w")

DOUBLE = re.compile(r"(.)\1+")
SQUEEZED = "~"  # marks a form without any doubled letter: how "killlll" finds "kill"

# A part is a set of words, a sign or "word*", or a choice between sequences of parts.
Sequence = tuple["frozenset[str] | str | Choice", ...]


@dataclass(frozen=True)
class Choice:
    """One of several sequences; single words are kept together in `words`, where looking up is quick."""

    words: frozenset[str]
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

    def forms(self, at: int) -> frozenset[str]:
        """Every form in which a list may know word number `at`."""

    def closes(self, at: int) -> bool:
        """Whether a sentence, or a part of it, ends after word number `at`."""


def key(word: str) -> str:
    """A word as lists hold it: folded, small letters."""
    if word.isascii() and word.isprintable() and "`" not in word:
        return word.lower()  # most words; folding thousands one by one takes long
    return fold(word).text.lower()


@lru_cache(maxsize=4096)
def parse(name: str, entry: str) -> Phrase:
    """Read one entry. Raises ValueError with a sentence for an editor.

    What was read is remembered: lists with one more entry are ready at once.
    """
    tokens = TOKEN.findall(key(entry).replace("'", ""))  # "dont" is found by "don't", and the other way
    if TOUCHING.search(entry):
        raise ValueError(_("A bracket stands for whole words, with a blank beside it: %s") % entry)
    if deepest(tokens) > DEEPEST:
        raise ValueError(_("There are too many brackets in one another: %s") % entry)
    parts, rest = _sequence(tokens, entry, deep=False)
    if rest:
        raise ValueError(_("A bracket is closed that was not opened: %s") % entry)
    begins, empty = _begins(parts)
    if empty or not begins or GAP in begins:
        raise ValueError(_("It must begin with a word: %s") % entry)
    return Phrase(name, parts, frozenset(begins))


def deepest(tokens: list[str]) -> int:
    """How many brackets are open at once."""
    return max(accumulate((sign == "(") - (sign == ")") for sign in tokens), default=0)


def spellings(word: str) -> frozenset[str]:
    """A word of a phrase as it is, and as a word with its letters repeated is looked up."""
    return frozenset({word, SQUEEZED + DOUBLE.sub(r"\1", word)})


def _sequence(tokens: list[str], entry: str, deep: bool) -> tuple[Sequence, list[str]]:
    parts: list[frozenset[str] | str | Choice] = []
    while tokens and tokens[0] not in "|)":
        token, *tokens = tokens
        if token == "(":  # noqa: S105  a bracket
            choice, tokens = _choice(tokens, entry)
            parts.append(choice)
        elif token in (GAP, FIRST, LAST) or token[0].isalnum():
            parts.append(token if token in (GAP, FIRST, LAST) or token.endswith("*") else spellings(token))
        else:
            raise ValueError(_("“%(sign)s” means nothing here: %(entry)s") % {"sign": token, "entry": entry})
    if tokens and tokens[0] == "|" and not deep:
        raise ValueError(_("There is a | outside of brackets: %s") % entry)
    return tuple(parts), tokens


def _choice(tokens: list[str], entry: str) -> tuple[Choice, list[str]]:
    words: set[str] = set()
    ways = []
    while True:
        way, tokens = _sequence(tokens, entry, deep=True)
        if len(way) == 1 and isinstance(way[0], frozenset):
            words |= way[0]
        else:
            ways.append(way)
        if not tokens:
            raise ValueError(_("A bracket is opened and not closed: %s") % entry)
        sign, *tokens = tokens
        if sign == ")":
            return Choice(frozenset(words), tuple(ways)), tokens


def _begins(parts: Sequence) -> tuple[set[str], bool]:
    """The words a sequence may begin with, and whether it may be empty."""
    found: set[str] = set()
    for part in parts:
        if part in (FIRST, LAST):
            continue
        if not isinstance(part, Choice):
            return found | ({part} if isinstance(part, str) else part), False
        inner = [_begins(way) for way in part.ways]
        found = found.union(part.words, *(words for words, _may_miss in inner))
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
            after = _step(part.words, line, reached)
            reached = after.union(*(_match(way, line, reached) for way in part.ways))
        elif part == GAP:
            reached = {i + n for i in reached for n in range(LONGEST_GAP + 1) if i + n <= len(line)}
        elif part == FIRST:
            reached = reached & {0}
        elif part == LAST:
            reached = {i for i in reached if i and line.closes(i - 1)}
        elif isinstance(part, str):
            reached = {i + 1 for i in reached if i < len(line) and begins(part, line.forms(i))}
        else:
            reached = _step(part, line, reached)
        if not reached:
            break
    return reached


def _step(words: frozenset[str], line: Line, reached: set[int]) -> set[int]:
    return {i + 1 for i in reached if i < len(line) and not words.isdisjoint(line.forms(i))}


def begins(part: str, forms: frozenset[str]) -> bool:
    """Whether one of the forms of a word begins as "word*" says."""
    return any(form.startswith(part[:-1]) for form in forms)
