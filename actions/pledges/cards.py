"""The cards of the wall: their template is rendered once for each shape, and each row's words are put in, escaped.

Nothing about a pledge is kept: what is shown is made of the row that was just read. The words of a reader are never
part of what is kept, and a pledge that is taken down has nothing anywhere that would have to be cleared.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from operator import itemgetter

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


def cards(rows: Iterable[Row], slugs: Mapping[str, str]) -> str:
    """HTML of a page of written pledges. `slugs`: key of an action to its slug, for "I will too"."""
    language, prefix = get_language() or settings.LANGUAGE_CODE, get_script_prefix()
    return "\n    ".join(_card(row, slugs.get(row.near, ""), language, prefix) for row in rows)


def _card(row: Row, slug: str, language: str, prefix: str) -> str:
    text, nickname, its_language, public_id, made_on, _near, place = row
    opening, rest = split_opening(text)
    frame, chosen = _frame(
        language, prefix, opening != "", its_language != language, nickname != "", slug != "", place != ""
    )
    words = (  # in the order of STAND_INS
        code(opening),
        escape(rest),
        code(its_language),
        escape(nickname) if nickname else "",
        month(made_on, language),
        code(slug),
        code(place),
        public_id if public_id.isalnum() else escape(public_id),
    )
    return frame % chosen(words)


code = lru_cache(maxsize=500)(
    escape
)  # openings, places, slugs and languages, which are the same again and again


@lru_cache(maxsize=1000)
def month(day: str, _language: str) -> str:
    """When a promise was made ("2026-01-31"), to the month, in the active language."""
    # Translators: the order of a date: F month, Y year.
    return escape(date_format(dt.date.fromisoformat(day), gettext("F Y")))


@lru_cache(maxsize=0 if settings.DEBUG else 500)
def _frame(
    language: str, _prefix: str, opening: bool, foreign: bool, nickname: bool, action: bool, place: bool
) -> tuple[str, Callable[[tuple[str, ...]], tuple[str, ...]]]:
    """The template as a format, "…%s…", for a pledge that has these; and which words go there, in turn."""
    there = {"opening": opening, "nickname": nickname, "action_slug": action, "place": place}
    shown = {name: word if there.get(name, True) else "" for name, word in STAND_INS.items()}
    if not foreign:
        shown["language"] = language
    page = render_to_string(
        "pledges/_card.html", {"promise": shown, "language": language, "country_query": ""}
    )
    words = [*STAND_INS.values()]
    chosen = itemgetter(*map(words.index, ANY.findall(page)))  # type: ignore[arg-type]
    return ANY.sub("%s", page.strip().replace("%", "%%")), chosen
