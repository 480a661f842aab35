"""Single values from a partner's file, checked and cleaned. Pure.

A reader gets the raw value and gives ours, or raises `Unfit` with the rest of the sentence about it. An absent value
(None, "", blanks) is `SAYS_NOTHING`: it never empties what we have.
"""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from resources import channels
from resources.hsds.faults import short
from resources.models import Status

Reader = Callable[[Any], Any]
SAYS_NOTHING = None
LONGEST_TEXT = 10_000  # characters of a description
# Control characters but tab and line feed, and those that turn the direction of the text after them.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


class Unfit(ValueError):
    """The value cannot be used; the message says why, as the end of a sentence."""


def text(most: int = LONGEST_TEXT) -> Reader:
    """Plain text with its line breaks."""

    def read(value: Any) -> str | None:
        if value is None:
            return SAYS_NOTHING
        if not isinstance(value, str):
            raise Unfit(_("%(value)s is not text") % {"value": short(value)})
        clean = UNSEEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if len(clean) > most:
            raise Unfit(_("longer than %(most)d characters") % {"most": most})
        return clean or SAYS_NOTHING

    return read


def line(most: int = 200) -> Reader:
    """Text on one line."""
    inner = text(most)

    def read(value: Any) -> str | None:
        found = inner(value)
        return " ".join(found.split("\n")) if found else SAYS_NOTHING

    return read


def page(value: Any) -> str | None:
    """A web address that can be linked safely."""
    found = line(500)(value)
    if found is None:
        return SAYS_NOTHING
    if not channels.page(found):
        raise Unfit(_("%(value)s is not a web address that can be linked") % {"value": short(found)})
    return str(found)


def one_of(words: tuple[str, ...]) -> Reader:
    def read(value: Any) -> str | None:
        found = line()(value)
        if found is not None and found not in words:
            raise Unfit(
                _("%(value)s is not one of %(words)s") % {"value": short(found), "words": ", ".join(words)}
            )
        return str(found) if found else SAYS_NOTHING

    return read


status = one_of(tuple(Status.values))


def identifier(value: Any) -> str:
    """A UUID in its one canonical form. Other identifiers could be those of another publisher's rows."""
    try:
        found = UUID(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or len(value) != len(str(found)):
        shown = _("%(value)s is not a UUID") % {"value": short(value)}
        raise Unfit(shown if value not in (None, "") else _("is missing"))
    return str(found)


def day(value: Any) -> date | None:
    """A date like 2026-11-20; of a date with a time, its day."""
    found = _date(value)
    return found.date() if found else SAYS_NOTHING


def moment(value: Any) -> datetime | None:
    """A date with a time, in UTC, which is also meant where no zone is named; a day alone counts from its beginning."""
    found = _date(value)
    if found is None or found.tzinfo is None:
        return found and found.replace(tzinfo=UTC)
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise Unfit(_("%(value)s is not a date like 2026-11-20") % {"value": short(value)}) from None


def _date(value: Any) -> datetime | None:
    if value is None or value == "":
        return SAYS_NOTHING
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and len(value) <= 40 else None
    except ValueError:
        found = None
    if found is None or not re.match(r"\d{4}-\d{2}-\d{2}", value) or found.year < 1900:
        raise Unfit(_("%(value)s is not a date like 2026-11-20") % {"value": short(value)})
    return found


def yes_or_no(value: Any) -> bool | None:
    if isinstance(value, bool) or value is None:
        return value
    words = {"true": True, "false": False, "": None}
    if not isinstance(value, str) or value.lower() not in words:
        raise Unfit(_("%(value)s is neither true nor false") % {"value": short(value)})
    return words[value.lower()]


def number(least: float, most: float) -> Reader:
    def read(value: Any) -> float | None:
        if value is None or value == "":
            return SAYS_NOTHING
        good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not good or not least <= value <= most:
            raise Unfit(
                _("%(value)s is not a number from %(least)s to %(most)s")
                % {"value": short(value), "least": least, "most": most}
            )
        return float(value)

    return read


def objects(value: Any) -> list[dict[str, Any]]:
    """The entries of a nested list; none at all when it is absent."""
    if value is None or value == "":
        return []
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise Unfit(_("is not a list of objects"))
    return value
