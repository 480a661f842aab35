"""A text as a reader sees it: look-alike letters, invisible characters and accents folded. Pure.

Every folded character remembers which characters of the original it came from, so that a finding can be marked in
the writer's own words.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from config.safety.plain_text import LONGEST

Span = tuple[int, int]  # start and end in the original text, as slices count

# Letters that the library leaves alone, and that stand for a plain one all the same.
OWN = dict(zip("ƒκøłđħŧιτηωυεкмтвн", "fkoldhtitnwuekmtbh", strict=True))
# Dressed-up capitals without a decomposition in Unicode: negative circled, negative squared, flags.
DRESSED = (0x1F150, 0x1F170, 0x1F1E6)
INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn"}
MARKS = {"Mn", "Me"}
APOSTROPHES = dict.fromkeys("’‘ʼ′＇`´", "'")
ALPHABETS = {"LATIN", "CYRILLIC", "GREEK", "CHEROKEE", "ARMENIAN", "COPTIC", "LISU"}


@dataclass(frozen=True)
class Folded:
    """`text` is folded, with its capitals; `origins[i]` is where its character i stood in `original`."""

    original: str
    text: str
    origins: tuple[Span, ...]

    def span(self, start: int, end: int) -> Span:
        """The slice of the original that text[start:end] came from. Needs start < end."""
        return self.origins[start][0], self.origins[end - 1][1]


@cache
def look_alikes() -> dict[str, str]:
    """Characters outside ASCII to the ASCII letter they look like (Unicode's confusables, UTS #39, and OWN)."""
    # Loaded late: the table of the library is large, and reading pages of the site need none of it.
    from confusable_homoglyphs.confusables import confusables_data

    found = {}
    for character, glyphs in confusables_data.items():
        plain = [g["c"] for g in glyphs if len(g["c"]) == 1 and g["c"].isascii() and g["c"].isalpha()]
        if plain and len(character) == 1 and not character.isascii():
            same_case = [c for c in plain if c.isupper() == character.isupper()]
            found[character] = (same_case or plain)[0]
    return {**found, **OWN}


def fold(text: str) -> Folded:
    """Fold a text; longer input is cut at LONGEST characters. Never raises, whatever the characters are."""
    text = text[:LONGEST]
    characters: list[str] = []
    origins: list[Span] = []
    for start, end in _clusters(text):
        for character in _plain(text[start:end]):
            characters.append(character)
            origins.append((start, end))
    _unmask(characters)
    return Folded(text, "".join(characters), tuple(origins))


def _clusters(text: str) -> list[Span]:
    """Each character with the combining marks after it: they are normalised together."""
    if text.isascii():
        return [(i, i + 1) for i in range(len(text))]
    starts = [i for i, c in enumerate(text) if i == 0 or unicodedata.category(c) not in MARKS]
    return list(pairwise([*starts, len(text)]))


def _plain(cluster: str) -> str:
    """NFKC, then without accents and invisible characters; blanks are one kind, apostrophes too."""
    if len(cluster) == 1 and " " <= cluster <= "~":
        return APOSTROPHES.get(cluster, cluster)
    # A pile of marks is cut: normalising is quadratic in them, and no letter needs more.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", cluster[:8]))
    return "".join(_one(character) for character in decomposed)


def _one(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in MARKS or category in INVISIBLE:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    for first in DRESSED:
        if first <= ord(character) < first + 26:
            return chr(ord("A") + ord(character) - first)
    return APOSTROPHES.get(character, character)


def _unmask(characters: list[str]) -> None:
    """Put Latin letters in place of look-alikes, word by word.

    A word is unmasked when it mixes alphabets that look alike, or when every letter of it has a Latin twin and the
    rest of the text is mostly Latin. A word in another alphabet beside English words is just a word.
    """
    text = "".join(characters)
    if text.isascii():
        return
    latin = sum(c.isascii() and c.isalpha() for c in text)
    foreign = sum(not c.isascii() and c.isalpha() for c in text)
    start = 0
    for end in [*(i for i, c in enumerate(characters) if c == " "), len(characters)]:
        word = characters[start:end]
        if not "".join(word).isascii() and _masked(word, latin > foreign):
            characters[start:end] = [look_alikes().get(c, c) for c in word]
        start = end + 1


def _masked(word: list[str], among_latin: bool) -> bool:
    letters = [c for c in word if c.isalpha()]
    alphabets = {_alphabet(c) for c in letters}
    if not alphabets <= ALPHABETS:
        return False
    twins = [c for c in letters if c.isascii() or c in look_alikes()]
    mixed = "LATIN" in alphabets and len(twins) > len(letters) // 2
    return mixed or (among_latin and len(letters) > 1 and len(twins) == len(letters))


def _alphabet(character: str) -> str:
    """The first word of the Unicode name: LATIN, CYRILLIC, ARABIC …"""
    return unicodedata.name(character, "?").split(" ")[0]
