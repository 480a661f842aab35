"""What may stand in the title of a browser tab: nothing that tells a person beside the screen what is read."""

import re

# Beginnings of words, in the languages of the site. The list of the safety promise, and its Spanish counterpart.
_SUBJECT = re.compile(
    r"\b(rap(e|ed|es|ing|ist)|sex|assault|abus|violen|harass|survivor|victim|crisis|me ?too|"
    r"hurt you|hizo daño|viola|agresi|agredi|acos|sobrevivi|supervivi|v[íi]ctima)",
    re.IGNORECASE,
)


def neutral(title: str, otherwise: str) -> str:
    """The title, or `otherwise` when it names the subject of this site."""
    return otherwise if _SUBJECT.search(title) else title
