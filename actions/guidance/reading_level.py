"""How hard a text is to read, by the formulas that are published for its language. Pure.

English: Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom, US Navy, 1975), the school year in the US in
which the text can be read: 0.39 x words per sentence + 11.8 x syllables per word - 15.59. From about -3 upwards.
Spanish: Flesch-Szigriszt index (Szigriszt Pazos, 1993), 206.835 - 62.3 x syllables per word - words per sentence, read
on the INFLESZ scale (Barrio-Cantalejo and others, An Sist Sanit Navar 31(2), 2008), and the older Fernández Huerta
(1959), 206.84 - 60 x syllables per word - 1.02 x words per sentence. Both from about 0 to 120, higher is easier.

What is counted is the same in both. A line is a sentence, even without a full stop: it is an item of a list. A figure
is a word of one syllable. A name is left out, because nobody can choose a shorter one: a name is a word with a capital
that does not begin a sentence, or one in capitals only.
"""

import re
from dataclasses import dataclass

from actions.guidance import syllables

# INFLESZ: from this many points the text is called so.
INFLESZ = (
    (80, "muy fácil"),
    (65, "bastante fácil"),
    (55, "normal"),
    (40, "algo difícil"),
    (0, "muy difícil"),
)
COUNTERS = {"en": syllables.english, "es": syllables.spanish}

_END = re.compile(r"(?:[.!?…:]+[\"”’'»)]*(?=\s|$)|\n)+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*%?")
_OPENING = re.compile(r"[\"“‘'«(¿¡\s]*$")
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_CITED = re.compile(r"\s*\[[A-Z][A-Z0-9]{1,11}\]")
_MARKS = re.compile(r"^[ \t]*(?:>|\||(?:[-*+]|\d+\.)(?=[ \t]))[ \t]*|\*\*|__|[ \t]*\|[ \t]*$", re.MULTILINE)
_UNREAD = re.compile(r"^(?:#.*|[ \t|:-]*)$", re.MULTILINE)


@dataclass(frozen=True)
class Counts:
    """What the formulas need to know of a text."""

    sentences: int
    words: int
    syllables: int


def plain(markdown: str) -> str:
    """A guide's Markdown as the lines that are read: no headings, marks, citations or addresses; a cell is a line."""
    text = _LINK.sub(r"\1", _CITED.sub("", markdown))
    text = _MARKS.sub("", _UNREAD.sub("", text))
    return re.sub(r"[ \t]*\|[ \t]*", "\n", text)


def count(text: str, language: str) -> Counts:
    """Sentences, words and syllables of a plain text in "en" or "es". KeyError for another language."""
    syllables_of = COUNTERS[language]
    read = [words for sentence in sentences(text) if (words := _read(sentence))]
    total = sum(1 if word[0].isdigit() else syllables_of(word) for words in read for word in words)
    return Counts(len(read), sum(map(len, read)), total)


def sentences(text: str) -> list[str]:
    """The sentences of a plain text. A colon ends one: what follows it is read as a new start."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def _read(sentence: str) -> list[str]:
    """The words of a sentence, without names."""
    return [match[0] for match in _WORD.finditer(sentence) if not _is_name(match, sentence)]


def _is_name(match: re.Match[str], sentence: str) -> bool:
    word = match[0]
    if len(word) == 1 or not word[0].isupper() or word.startswith(("I'", "I’")):
        return False
    before = sentence[: match.start()]
    opens = not before.strip("\"“‘'«(¿¡ \t") or (
        _OPENING.search(before) and before.rstrip(" ")[-1:] in '"“‘«¿¡'
    )
    return not opens or word.isupper()


def english_grade(text: str) -> float:
    """Flesch-Kincaid grade of a plain English text; 0 for one without words."""
    found = count(text, "en")
    if not found.words:
        return 0.0
    return 0.39 * found.words / found.sentences + 11.8 * found.syllables / found.words - 15.59


def szigriszt(text: str) -> float:
    """Flesch-Szigriszt index of a plain Spanish text, to be read on the INFLESZ scale; 100 for one without words."""
    found = count(text, "es")
    if not found.words:
        return 100.0
    return 206.835 - 62.3 * found.syllables / found.words - found.words / found.sentences


def fernandez_huerta(text: str) -> float:
    """Fernández Huerta's index of a plain Spanish text; 80 to 90 is "fácil". 100 for one without words."""
    found = count(text, "es")
    if not found.words:
        return 100.0
    return 206.84 - 60 * found.syllables / found.words - 1.02 * found.words / found.sentences


def inflesz(points: float) -> str:
    """The name of a Flesch-Szigriszt index on the INFLESZ scale."""
    return next((name for least, name in INFLESZ if points >= least), INFLESZ[-1][1])
