"""Cells of a table that a spreadsheet program would run as a formula: guarded on the way out, undone on the way in.

A quotation mark in front makes a program show the text (OWASP, CSV injection). `unguard(guard(x)) == x` for every x.
"""

import re

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")
NUMBER = re.compile(r"\+?[0-9 ()-]+")  # a phone number cannot do anything


def guard(text: str) -> str:
    """The text with ' in front when a spreadsheet would run it, or when it starts with ' itself."""
    return f"'{text}" if text.startswith(STARTS) and not NUMBER.fullmatch(text) else text


def unguard(text: str) -> str:
    """What `guard` was given. A text that was never guarded comes back as it is."""
    return text[1:] if text.startswith("'") and guard(text[1:]) == text else text
