"""The return link as words: something to remember or to write on paper, typed into a form and never in an address.

Nine words of content/words.txt. No two words of the list are one letter apart, so a slip of the finger is noticed.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from django.utils.crypto import salted_hmac

from actions.pledges.models import Pledge
from actions.pledges.return_link import fingerprint

LIST = Path(__file__).parent / "content" / "words.txt"
NUMBER = 9
LONGEST = 200  # characters that are read at all: nine words have at most 71
APART = re.compile(r"[^a-z]+")


@cache
def words() -> tuple[str, ...]:
    """The list, in the order of the file. It may grow or change: a stored fingerprint is of the words themselves."""
    return tuple(LIST.read_text(encoding="ascii").split())


def words_for(sitting: str) -> str:
    """The words of the pledge sent in one sitting at the form: nine draws from HMAC-SHA-256, 87 bits.

    Drawn by division of a number of 256 bits; what is left over favours no word by more than one part in 2**160.
    Another salt than that of the link: who knows the one learns nothing about the other.
    """
    digest = salted_hmac("pledges.word_code", sitting, algorithm="sha256").digest()
    number, drawn = int.from_bytes(digest), []
    for _n in range(NUMBER):
        number, place = divmod(number, len(words()))
        drawn.append(words()[place])
    return " ".join(drawn)


def typed(text: str) -> str:
    """What somebody typed as it was shown: small letters, single blanks. Hyphens, commas and lines divide too."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    return " ".join(part for part in APART.split(plain) if part)


def unknown(text: str) -> list[str]:
    """The typed words that are not on the list, at most nine: most often a slip. The list is no secret."""
    return [word for word in typed(text).split() if word not in words()][:NUMBER]


def find(text: str) -> Pledge | None:
    """The pledge that the words belong to, or None.

    The fingerprint is a plain SHA-256: with 87 random bits there is nothing to guess from, which is what a slow hash
    would be for. A slow one would need a salt of its own per row, and then the row could not be found by it.
    """
    code = typed(text)
    if len(code.split()) != NUMBER:
        return None
    return Pledge.objects.filter(words_hash=fingerprint(code)).first()
