"""Text from the public, made safe to show as text: one line, no invisible or direction-changing characters."""

import unicodedata

LONGEST = 2000  # characters looked at; normalising is quadratic in combining marks (CPython issue 149079)
MARKS_IN_A_ROW = 3  # enough for every living script; more is only there to deface a page
JOINERS = {"\u200c", "\u200d"}  # needed for Persian, Hindi and for family emoji
DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}


def one_line(text: str) -> str:
    """NFC, blanks collapsed, control, format, private and unassigned characters dropped. Idempotent.

    Longer input is cut at LONGEST characters before anything else looks at it.
    """
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text[:LONGEST]):
        category = unicodedata.category(character)
        if character.isspace():
            character = " "
        elif category in DROPPED and character not in JOINERS:
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= MARKS_IN_A_ROW:
            kept.append(character)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))
