"""Text in a table file that a spreadsheet will open: it must never be run as a formula.

OWASP "CSV Injection" and ASVS 5 1.2.10. A cell that a spreadsheet could take for a formula gets an apostrophe in
front. The way back takes exactly that apostrophe away, so nothing is lost when our own file is read again.
"""

import re

# What starts a formula in Excel, LibreOffice and Sheets, also as full-width and small forms and behind blanks or
# invisible characters; and characters that could begin a new cell.
FORMULA = re.compile(
    r"[\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*"
    r"[=+\-@|%\u2212\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b]|[\t\r\n\x00]"
)
# A telephone number does no harm: it is digits, and there is nothing in it to run. People copy it from the cell.
PHONE = re.compile(r"\+?[0-9][0-9 ()-]*")
MARK = "'"


def guard(text: str) -> str:
    """The text as it may stand in a cell. `unguard(guard(text)) == text` for every text."""
    return MARK + text if _dangerous(text) else text


def unguard(text: str) -> str:
    """The text that `guard` was given. A cell that somebody typed without the mark comes back as it is."""
    return text[1:] if text.startswith(MARK) and _dangerous(text) else text


def _dangerous(text: str) -> bool:
    """Also a text that looks guarded already counts, else the way back would take too much. 't Hart does not."""
    bare = text.lstrip(MARK)
    return bool(FORMULA.match(bare)) and not PHONE.fullmatch(bare)
