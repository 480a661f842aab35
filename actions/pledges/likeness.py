"""Which texts are nearly the same, as a few short marks: two texts with a mark in common may be alike. Pure."""

import hashlib

from actions.pledges.models import MARK_LENGTH
from actions.pledges.screening.folding import fold


def marks(text: str) -> list[str]:
    """Marks of MARK_LENGTH hexadecimal digits; the same for texts that differ in case, blanks, signs and digits."""
    letters = "".join(character for character in fold(text).text.casefold() if character.isalpha())
    return [hashlib.blake2b(letters.encode(), digest_size=MARK_LENGTH // 2).hexdigest()]
