"""HSDS schedules as opening hours in the OpenStreetMap notation. Pure.

Our own files carry the exact text; this is for those of others. Weekly rules only: anything else (a month, a week
number, an end) would claim more than a sentence about hours can, so then we say that we do not know.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

DAYS = {"MO": "Mo", "TU": "Tu", "WE": "We", "TH": "Th", "FR": "Fr", "SA": "Sa", "SU": "Su"}
TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(:\d{2})?(Z|[+-]\d{2}:?\d{2})?")
BEYOND = ("bymonthday", "byweekno", "byyearday", "until", "count", "valid_to", "dtstart")


def hours_osm(schedules: Iterable[Mapping[str, Any]]) -> str:
    """ "Mo-Fr 09:00-17:00; Sa 10:00-12:00", or "" when a rule says more than a week can."""
    times: dict[str, list[str]] = {}
    for schedule in schedules:
        days = [part.strip().upper() for part in str(schedule.get("byday") or "").split(",") if part.strip()]
        opens, closes = _time(schedule.get("opens_at")), _time(schedule.get("closes_at"))
        odd = schedule.get("freq") != "WEEKLY" or any(schedule.get(name) for name in BEYOND)
        if odd or schedule.get("interval") not in (None, "", 1, "1") or set(days) - set(DAYS):
            return ""
        if not days or not opens or not closes:
            return ""
        closes = "24:00" if (opens, closes) == ("00:00", "23:59") else closes
        for day in days:
            spans = times.setdefault(day, [])
            spans += [] if f"{opens}-{closes}" in spans else [f"{opens}-{closes}"]
    rules = [(DAYS[day], ",".join(sorted(times[day]))) for day in DAYS if day in times]
    if len(rules) == len(DAYS) and {spans for _day, spans in rules} == {"00:00-24:00"}:
        return "24/7"
    return "; ".join(_folded(rules))


def _folded(rules: list[tuple[str, str]]) -> list[str]:
    """Neighbouring days with the same times as one span."""
    order = list(DAYS.values())
    runs: list[list[str]] = []  # [first day, last day, times]
    for day, spans in rules:
        follows = runs and order.index(day) == order.index(runs[-1][1]) + 1
        if follows and runs[-1][2] == spans:
            runs[-1][1] = day
        else:
            runs.append([day, day, spans])
    return [f"{first if first == last else f'{first}-{last}'} {spans}" for first, last, spans in runs]


def _time(value: Any) -> str:
    found = TIME.fullmatch(str(value or ""))
    return f"{found[1]}:{found[2]}" if found else ""
