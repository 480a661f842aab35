"""Opening hours as HSDS schedules. Derived and lossy: the exact text travels with the contact. Pure."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from resources import hours
from resources.hsds.schema import DAYS
from resources.hsds.terms import Record
from resources.identity import identify
from resources.models import Contact

LAST_MINUTE = "23:59:00"  # HSDS: open all day is 00:00 to 23:59


def of_contact(contact: Contact) -> list[Record]:
    """One weekly rule per pair of times; one without times when the text says more than rules can."""
    if not contact.hours_osm:
        return []
    common: Record = {
        "description": f"Hours of {contact.display}",
        "notes": f"OpenStreetMap opening hours: {contact.hours_osm}; time zone: {contact.timezone or 'not known'}",
    }
    offset = fixed_offset(contact.timezone)
    if offset is not None:
        common["timezone"] = offset
    rules = list(_rules(contact.hours_osm)) or [{}]
    return [
        {"id": str(identify("schedule", str(contact.pk), str(number))), **rule, **common}
        for number, rule in enumerate(rules)
    ]


def _rules(hours_osm: str) -> Iterator[Record]:
    try:
        week = hours.read("Mo-Su 00:00-24:00" if hours.is_always(hours_osm) else hours_osm)
    except hours.Unreadable:
        return
    days: dict[str, list[str]] = {}
    for day, spans in zip(DAYS, week.days, strict=True):
        for span in spans or ():
            days.setdefault(span, []).append(day)
    for span, names in days.items():
        start, end = span.split("-")
        yield {
            "freq": "WEEKLY",
            "byday": ",".join(names),
            "opens_at": f"{start}:00",
            "closes_at": LAST_MINUTE if end == "24:00" else f"{end}:00",
        }


@cache
def fixed_offset(zone: str) -> float | int | None:
    """Hours from UTC, for a zone that has the same all year; else None.

    HSDS has room for one number. Half the year it would be an hour off, and somebody would find a closed line.
    """
    try:
        here = ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        here = None
    if here is None:
        return None
    found = {datetime(2026, month, 1, tzinfo=here).utcoffset() for month in range(1, 13)}
    offset = found.pop()
    if found or offset is None:
        return None
    away = offset.total_seconds() / 3600
    return int(away) if away == int(away) else away
