"""Opening hours as a plain sentence. Reads the OpenStreetMap strings of the catalogue; knows no clock.

A string that it cannot read is shown as it is: better odd than wrong.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
NAMES = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
RULE = re.compile(r"(?P<days>[A-Za-z,-]+) (?P<times>[0-9:,-]+|off)")
ALWAYS = ("24/7", "Mo-Su 00:00-24:00")
CITIES = Path(__file__).with_name("zone_cities.json")

Times = tuple[str, ...]  # "09:00-17:00"; empty: closed


class Unreadable(ValueError):
    """A string outside the part of the OSM grammar that this module reads."""


@dataclass
class Week:
    """Times per day, Monday first; None where no rule speaks of the day. `holidays` as a day of its own."""

    days: list[Times | None] = field(default_factory=lambda: [None] * 7)
    holidays: Times | None = None


def is_always(hours_osm: str) -> bool:
    """Open day and night, every day."""
    return hours_osm in ALWAYS


def read(hours_osm: str) -> Week:
    """Rules from left to right, a later rule replaces the day. Raises Unreadable."""
    week = Week()
    for part in hours_osm.split(";"):
        rule = RULE.fullmatch(part.strip())
        if not rule:
            raise Unreadable(part)
        times = _times(rule["times"])
        for name in rule["days"].split(","):
            if name == "PH":
                week.holidays = times
                continue
            for day in _span_of_days(name):
                week.days[day] = times
    return week


def sentence(hours_osm: str, zone: str = "", unknown: str | Promise = "") -> str:
    """ "Monday to Friday 09:00 to 17:00, closed on public holidays (London time)".

    `zone` is an IANA name and is named for hours that depend on it. `unknown` is returned for an empty string.
    """
    if not hours_osm:
        return str(unknown)
    if is_always(hours_osm):
        return gettext("Open day and night")
    try:
        text = _describe(read(hours_osm))
    except Unreadable:
        text = hours_osm
    return gettext("%(hours)s (%(city)s time)") % {"hours": text, "city": city(zone)} if zone else text


def city(zone: str) -> str:
    """The city that a zone is named after, in the language of the page."""
    names = _cities().get(zone, {})
    plain = zone.rsplit("/", 1)[-1].replace("_", " ")
    return names.get((get_language() or "en")[:2]) or names.get("en") or plain


@cache
def _cities() -> Mapping[str, Mapping[str, str]]:
    names: Mapping[str, Mapping[str, str]] = json.loads(CITIES.read_text(encoding="utf-8"))
    return names


def _times(text: str) -> Times:
    if text == "off":
        return ()
    spans = tuple(text.split(","))
    for span in spans:
        match = SPAN.fullmatch(span)
        if not match or (match[3] == "24" and match[4] != "00"):
            raise Unreadable(span)
    return spans


def _span_of_days(name: str) -> list[int]:
    first, _dash, last = name.partition("-")
    if first not in DAYS or (last or first) not in DAYS:
        raise Unreadable(name)
    start, end = DAYS.index(first), DAYS.index(last or first)
    if start > end:
        return [*range(start, 7), *range(0, end + 1)]
    return list(range(start, end + 1))


def _describe(week: Week) -> str:
    """Days that share their times are said together, in the order of the week."""
    runs = [(times, list(days)) for times, days in groupby(range(7), key=lambda day: week.days[day] or ())]
    together: dict[Times, list[str]] = {}
    for times, days in runs:
        if times:
            together.setdefault(times, []).append(_say_days(days))
    if not together:
        raise Unreadable("closed every day")
    texts = [
        gettext("%(days)s %(times)s") % {"days": _and(days), "times": _say_times(times)}
        for times, days in together.items()
    ]
    text = "; ".join(texts)
    if week.holidays is None:
        return text
    if not week.holidays:
        return gettext("%(hours)s, closed on public holidays") % {"hours": text}
    if list(together) == [week.holidays]:
        return gettext("%(hours)s, public holidays too") % {"hours": text}
    return gettext("%(hours)s, on public holidays %(times)s") % {
        "hours": text,
        "times": _say_times(week.holidays),
    }


def _say_days(days: list[int]) -> str:
    if len(days) == 7:
        return gettext("Every day")
    if len(days) == 1:
        return str(NAMES[days[0]])
    if len(days) == 2:
        return _and([str(NAMES[day]) for day in days])
    return gettext("%(first)s to %(last)s") % {"first": NAMES[days[0]], "last": NAMES[days[-1]]}


def _say_times(times: Times) -> str:
    texts = []
    for span in times:
        start, end = span.split("-")
        pattern = (
            gettext("%(start)s to %(end)s the next day") if end <= start else gettext("%(start)s to %(end)s")
        )
        texts.append(pattern % {"start": start, "end": end})
    return _and(texts)


def _and(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return gettext("%(list)s and %(last)s") % {"list": ", ".join(parts[:-1]), "last": parts[-1]}
