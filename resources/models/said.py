"""What a row says to readers, in the language of their page."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import get_language


class Said(NamedTuple):
    """A text and the language that it is in, for `lang`."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def said(row: Any, names: Iterable[str]) -> dict[str, Said]:
    """The named texts of a row that has `texts` (its translations), each with the language that it is really in.

    English where nobody has translated yet. No query when `texts` is prefetched.
    """
    language = (get_language() or "en")[:2]
    translated = next((text for text in row.texts.all() if text.language == language), None)
    found = {}
    for name in names:
        text = getattr(translated, name, "")
        found[name] = Said(text, language) if text else Said(getattr(row, name), "en")
    return found
