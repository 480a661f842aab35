"""Whether somebody typed that they cannot talk: then the way to the lines without talking stands above the results."""

import re

# As people write it, accents and apostrophes or not.
_PHRASES = re.compile(
    r"\b(can.?t|cannot|can not|cant|unable to|afraid to|scared to)\s+(speak|talk|call|phone)\b"
    r"|\bwithout\s+(talking|speaking|calling)\b"
    r"|\bno\s+(puedo|quiero)\s+(hablar|llamar)\b|\bsin\s+(hablar|llamar)\b|\bmiedo\s+(a|de)\s+(hablar|llamar)\b",
    re.IGNORECASE,
)


def says_so(text: str) -> bool:
    """ "I was hurt and I cant speak" does."""
    return bool(_PHRASES.search(text))
