"""A text cut into words, each with the forms in which a list may know it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from actions.pledges.screening.folding import Folded, Span, fold
from actions.pledges.screening.lists import FEW, Lists
from actions.pledges.screening.phrases import DOUBLE, SQUEEZED, Phrase, begins, end_of

WORD = re.compile(r"[^\W_][\w'@$!€]*")
TRAIL = "_'@$!€"
RUN = re.compile(r"(.)\1{2,}")
SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:([ ._*-])[^\W\d_])(?:\1[^\W\d_])+(?![^\W_])")
STOPS = set(".!?:;,\n…")
SENTENCE_STARTS = set('.!?:;…"“”«¿¡([—–-*•#/|')
LEET = str.maketrans("013457@$!€", "oieastasie")
LEET_ELL = str.maketrans("013457@$!€", "oleastasle")


@dataclass(frozen=True)
class Word:
    """One word of the folded text. `raw` has its capitals; `forms` is every form a list may know it by."""

    raw: str
    forms: frozenset[str]
    start: int
    end: int
    opens: bool  # at the beginning of a sentence
    closes: bool  # a stop or the end of the text comes after it

    @property
    def low(self) -> str:
        """Small letters, without the 's of somebody's."""
        return self.raw.lower().removesuffix("'s")

    @property
    def capital(self) -> bool:
        return self.raw[:1].isupper()


class Reading:
    """A folded text with its words and what the lists find in it; each part is made when first asked for."""

    def __init__(self, text: str, lists: Lists) -> None:
        self.folded: Folded = fold(text)
        self.lists = lists

    @property
    def text(self) -> str:
        return self.folded.text

    def span(self, start: int, end: int) -> Span:
        return self.folded.span(start, end)

    @cached_property
    def words(self) -> list[Word]:
        """Words in order; letters with the same sign between them ("d.a.v.e") are one word."""
        found, position = [], 0
        for start, end in [*(m.span() for m in SPACED.finditer(self.text)), (len(self.text), len(self.text))]:
            found += [self._word(*span) for span in _spans(self.text, position, start)]
            if start < end:
                found.append(self._word(start, end, re.sub(r"[ ._*-]", "", self.text[start:end])))
            position = end
        return found

    def _word(self, start: int, end: int, raw: str = "") -> Word:
        before, after = self.text[max(0, start - 6) : start].rstrip(" '"), self.text[end : end + 1]
        raw = raw or self.text[start:end]
        found = forms(raw)
        meant = [self.lists.spellings[form] for form in found if form in self.lists.spellings]
        return Word(
            raw,
            found.union(*meant),
            start,
            end,
            opens=not before or before[-1] in SENTENCE_STARTS or self.text[max(0, start - 1) : start] == "'",
            closes=end >= self.last or after in STOPS,
        )

    @cached_property
    def last(self) -> int:
        """Where the words end and nothing but stops and quotation marks follows."""
        return len(self.text.rstrip(" !?.…\"'”»)"))

    @cached_property
    def shouted(self) -> bool:
        """Capitals everywhere mean nothing: most words begin with one."""
        letters = [w for w in self.words if w.raw[0].isalpha()]
        return len(letters) > 3 and sum(w.capital for w in letters) > 0.6 * len(letters)

    @cached_property
    def phrases(self) -> dict[str, list[tuple[int, int]]]:
        """Name of a list of phrases to the slices of the folded text that it finds."""
        found: dict[str, list[tuple[int, int]]] = {}
        for at, word in enumerate(self.words):
            for phrase in self._beginning_with(word):
                end = end_of(phrase, self, at)
                if end:
                    found.setdefault(phrase.name, []).append((word.start, self.words[end - 1].end))
        return found

    def _beginning_with(self, word: Word) -> Iterator[Phrase]:
        for form in word.forms:
            yield from self.lists.by_first_word.get(form, ())
        for few in {form[:n] for form in word.forms for n in range(1, FEW + 1)}:
            for beginning, phrase in self.lists.by_beginning.get(few, ()):
                if begins(beginning, word.forms):
                    yield phrase

    def __len__(self) -> int:
        return len(self.words)

    def forms(self, at: int) -> frozenset[str]:
        return self.words[at].forms

    def closes(self, at: int) -> bool:
        return self.words[at].closes


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in WORD.finditer(text, start, end):
        yield match.start(), match.start() + len(match.group().rstrip(TRAIL))


def forms(raw: str) -> frozenset[str]:
    """A word as it is, without 's, with letters for the digits in it, and without long runs of one letter."""
    low = raw.lower()
    found = {low, low.removesuffix("'s"), low.replace("'", "")}
    if any(c.isalpha() for c in low) and not low.isalpha():
        found |= {low.translate(LEET), low.translate(LEET_ELL)}
    for form in list(found):
        if RUN.search(form):
            found |= {RUN.sub(r"\1", form), RUN.sub(r"\1\1", form), SQUEEZED + DOUBLE.sub(r"\1", form)}
    return frozenset(f for f in found if f and f != SQUEEZED)
