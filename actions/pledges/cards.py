"""The cards of the wall: their template is rendered once for each shape, and each row's words are put in, escaped.

Nothing about a pledge is kept: what is shown is made of the row that was just read. The words of a reader are never
part of what is kept, and a pledge that is taken down has nothing anywhere that would have to be cleared.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from actions.pledges.models import ALPHABET, PUBLIC_ID_LENGTH
from actions.pledges.statements import Row
from actions.pledges.texts import split_opening

# Words that no template has. That of the public id must be one: the address would not be made otherwise.
STAND_INS = {
    "opening": "STANDSopening",
    "rest": "STANDSrest",
    "language": "STANDSlanguage",
    "nickname": "STANDSnickname",
    "month": "STANDSmonth",
    "action_slug": "STANDSaction",
    "place": "STANDSplace",
    "public_id": ALPHABET[-1] * PUBLIC_ID_LENGTH,
}
ANY = re.compile("|".join(map(re.escape, STAND_INS.values())))


def card(row: Row, slugs: Mapping[str, str]) -> str:
    """HTML of one written pledge. `slugs`: key of an action to its slug, for "I will too"."""
    opening, rest = split_opening(row.text)
    language = get_language() or settings.LANGUAGE_CODE
    values = {
        "opening": opening,
        "rest": rest,
        "language": "" if row.language == language else row.language,
        "nickname": row.nickname,
        "month": month(row.made_on, language),
        "action_slug": slugs.get(row.near, ""),
        "place": row.place,
        "public_id": row.public_id,
    }
    there = tuple(name for name, value in values.items() if value)
    return _frame(language, get_script_prefix(), there) % {
        name: escape(value) for name, value in values.items()
    }


def cards(rows: Iterable[Row], slugs: Mapping[str, str]) -> str:
    """HTML of a page of them."""
    return "\n    ".join(card(row, slugs) for row in rows)


@lru_cache(maxsize=1000)
def month(day: dt.date, _language: str) -> str:
    """When a promise was made, to the month, in the active language."""
    # Translators: the order of a date: F month, Y year.
    return date_format(day, gettext("F Y"))


@lru_cache(maxsize=500)
def _frame(language: str, _prefix: str, there: tuple[str, ...]) -> str:
    """The template as a format: "…%(rest)s…". `there`: which of the values are not empty."""
    shown = {name: STAND_INS[name] if name in there else "" for name in STAND_INS}
    if not shown["language"]:
        shown["language"] = language
    page = render_to_string(
        "pledges/_card.html", {"promise": shown, "language": language, "country_query": ""}
    )
    names = {word: name for name, word in STAND_INS.items()}
    return ANY.sub(lambda found: f"%({names[found[0]]})s", page.strip().replace("%", "%%"))
