"""Typographic quotation marks for plain text. Content files and editors type straight ones. Pure."""

import re

# A mark opens when it stands at the beginning, after a blank, a bracket, a dash or another opening mark.
_BEFORE = r"(?:(?<=^)|(?<=[\s(\[{/—–“‘¿¡-]))"
_OPEN_DOUBLE = re.compile(_BEFORE + '"', re.MULTILINE)
_OPEN_SINGLE = re.compile(_BEFORE + "'", re.MULTILINE)


def curly(text: str) -> str:
    """The same text with “double” and ‘single’ marks and ’ for apostrophes. Applying it twice changes nothing."""
    text = _OPEN_DOUBLE.sub("“", text)
    text = _OPEN_SINGLE.sub("‘", text)
    text = _OPEN_DOUBLE.sub("“", text)  # a double mark right after a single one: '"Yes"'
    return text.replace('"', "”").replace("'", "’")
