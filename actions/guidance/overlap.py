"""Runs of six words that our texts share with articles: whether our wording is our own. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

RUN = 6
NAMES_AT_MOST = (
    2  # a run with more names among its six words is a list of names, which everybody writes the same
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?:…\n]|[.!?,][\"”’'])[\s\"“‘'(]*$")

Run = tuple[str, ...]


@dataclass(frozen=True)
class Shared:
    """`ours`: the place of our text; `words`: the longest run that both have, in small letters."""

    ours: str
    article: str
    words: str


def shared(
    ours: Mapping[str, str], articles: Mapping[str, str], titles: Iterable[str] = ()
) -> Iterator[Shared]:
    """Every run that a text of ours has in common with an article. `titles` may be quoted by anybody.

    `ours` and `articles`: name to plain text. Capitals, quotation marks and punctuation do not matter.
    """
    known = {run for title in titles for run in _runs(_words(title))}
    where = {run: name for name, text in articles.items() for run in _telling(text) if run not in known}
    for place, text in ours.items():
        yield from _longest(place, _words(text), where)


def _words(text: str) -> list[str]:
    return [match[0].lower().replace("’", "'") for match in _WORD.finditer(text)]


def _runs(words: list[str]) -> list[Run]:
    return [tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)]


def _telling(text: str) -> Iterator[Run]:
    """The runs of an article that are more than names."""
    found = list(_WORD.finditer(text))
    names = [match[0][0].isupper() and not _BEGINS.search(text[: match.start()][-4:]) for match in found]
    for start, run in enumerate(_runs(_words(text))):
        if sum(names[start : start + RUN]) <= NAMES_AT_MOST:
            yield run


def _longest(place: str, words: list[str], where: Mapping[Run, str]) -> Iterator[Shared]:
    """Runs that follow each other in our text, put together."""
    start = 0
    while start + RUN <= len(words):
        end = start
        while tuple(words[end : end + RUN]) in where:
            end += 1
        if end > start:
            article = where[tuple(words[start : start + RUN])]
            yield Shared(place, article, " ".join(words[start : end + RUN - 1]))
        start = max(end, start + 1)
