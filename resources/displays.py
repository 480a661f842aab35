"""Remarks that stand beside numbers in the catalogue, in the language of the page. The number itself stays."""

import re

from django.utils.translation import gettext_lazy as _

# What the catalogue writes, and how a page says it; \1 is the figure that was found.
PHRASES = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (r"opci[oó]n (\d+)", _(r"option \1")),
        (r"option (\d+)", _(r"option \1")),
        (r"then press (\d+)", _(r"then press \1")),
        (r"\bext\. ?(\d+)", _(r"extension \1")),
        (r"\(office\)", _("(office)")),
        (r"\(voice\)", _("(voice)")),
        (r"\(toll-free\)", _("(free)")),
        (r"\(leave a message\)", _("(leave a message)")),
        (r"\(information, not a hotline\)", _("(information, not a help line)")),
        (r"\(USSD please-call-me\)", _("(they call you back)")),
        (r"^TTY\b", _("Text phone (TTY)")),
    )
)


def said(display: str) -> str:
    """ "079, opción 1" is "079, option 1" on an English page."""
    for pattern, words in PHRASES:
        if pattern.search(display):
            return pattern.sub(str(words), display)
    return display
