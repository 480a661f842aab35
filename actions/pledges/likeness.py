"""Which texts are nearly the same: the same words in another order, a word or a number changed, other signs. Pure.

A text is the set of its letter triples, word by word, without its opening. `marks` are a few short hashes of that set
(MinHash in bands: Broder 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.3 and 3.4): texts with a mark
in common may be alike, and `alike` says whether they are.
"""

import hashlib
import re
import struct

from actions.pledges.models import MARK_LENGTH
from actions.pledges.screening.folding import fold
from actions.pledges.texts import split_opening

ALIKE = 0.6  # of the triples in both texts, the share that both have
# Texts that share 0.7 of their triples have a mark in common 97 times of 100; those that share 0.1, once in a thousand.
BANDS, ROWS = 13, 4
WORDS = re.compile(r"[^\W_]+")
MANY = re.compile(r"(.)\1{2,}")  # "sooooo"
APART = re.compile(r"\b(?:[^\W\d_] ){2,}[^\W\d_]\b")  # "l i k e"
LEET = str.maketrans("013457", "oieast")


def marks(text: str) -> list[str]:
    """BANDS marks of MARK_LENGTH hexadecimal digits; the same text has the same marks, always and everywhere."""
    lowest = list(map(min, zip(*map(_row_hashes, _triples(text)), strict=True)))
    bands = [lowest[start : start + ROWS] for start in range(0, BANDS * ROWS, ROWS)]
    return [
        hashlib.blake2b(repr((place, band)).encode(), digest_size=MARK_LENGTH // 2).hexdigest()
        for place, band in enumerate(bands)
    ]


def alike(one: str, other: str) -> bool:
    """Whether two texts share at least ALIKE of their triples (Jaccard)."""
    first, second = _triples(one), _triples(other)
    return len(first & second) >= ALIKE * len(first | second)


def _triples(text: str) -> set[str]:
    """Of each word with a blank on both sides: "ask" gives " as", "ask" and "sk ". Never empty."""
    found: set[str] = set()
    for word in _words(text):
        padded = f" {word} "
        found.update(padded[start : start + 3] for start in range(len(padded) - 2))
    return found or {text.strip()}


def _words(text: str) -> list[str]:
    """Folded and in small letters, without the opening; every number is the same number."""
    folded = " ".join(fold(text).text.split())
    plain = split_opening(folded)[1].casefold()
    plain = APART.sub(lambda match: match.group().replace(" ", ""), plain)
    return [_word(word) for word in WORDS.findall(plain)]


def _word(word: str) -> str:
    if word.isdigit():
        return "0"
    return MANY.sub(r"\1", word.translate(LEET))


def _row_hashes(triple: str) -> tuple[int, ...]:
    """16 bits for each row, from one hash: the lowest of a row is the same triple for all texts that have it."""
    return struct.unpack(f">{BANDS * ROWS}H", hashlib.shake_128(triple.encode()).digest(BANDS * ROWS * 2))
