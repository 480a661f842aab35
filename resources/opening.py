"""Whether a line answers now, and until when. The only module that knows the `opening_hours` library.

A line is open by its own clock: we never learn the reader's zone. What cannot be read for certain is unknown, and
so is a public holiday that the hours say nothing about: nobody is told "open" or "closed" on a guess.
"""

import re
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, UnknownCountryError  # type: ignore[attr-defined]

from resources.hours import is_always
from resources.models import Contact

ALWAYS, OPEN, CLOSED, HOLIDAY, UNKNOWN = "always", "open", "closed", "holiday", "unknown"
LONGEST = 255  # thousands of rules would take long to read
FARTHEST = 366  # days that the library looks ahead
STRETCHES = 40  # of open and closed hours that we look through for the next opening
SUN = re.compile(r"sunrise|sunset|dawn|dusk", re.IGNORECASE)  # needs a point on the map, which we do not keep
# These speak of holidays, or of every day of the week; the rest leaves them open.
SAYS_HOLIDAYS = re.compile(r"\bPH\b|\bMo-Su\b")

Triple = tuple[str, str, str]  # hours_osm, IANA zone, ISO country


class State(NamedTuple):
    """`kind` is one of the five above. `until`: when an open line closes or a closed one opens, in its own zone;
    None when that is not known or more than a year away. `here`: now, in that zone."""

    kind: str
    until: datetime | None = None
    here: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.kind in (ALWAYS, OPEN)

    @property
    def minutes(self) -> int | None:
        """Whole minutes to `until`, real ones: clocks may change in between."""
        if self.until is None or self.here is None:
            return None
        return int((self.until.timestamp() - self.here.timestamp()) // 60)


def state(hours_osm: str, zone: str, country: str, now: datetime) -> State:
    """`now` is aware, in any zone. Never raises for odd hours, zones or countries: those are unknown."""
    if is_always(hours_osm):
        return State(ALWAYS)
    read = _read(hours_osm, zone, country)
    if read is None:
        return State(UNKNOWN)
    here = now.astimezone(ZoneInfo(zone))
    current, comment = read.state(here)
    kind = str(current)  # the library's own type is equal to no text
    if comment:  # "by appointment": not simply open
        return State(UNKNOWN)
    if kind == "unknown":
        return State(UNKNOWN if "unknown" in hours_osm else HOLIDAY)
    if kind == "open":
        return State(OPEN, read.next_change(here), here)
    stretches = islice(read.intervals(here), STRETCHES)
    opens = next((start for start, _end, then, said in stretches if str(then) == "open" and not said), None)
    return State(CLOSED, opens, here)


def open_now(now: datetime) -> frozenset[Triple]:
    """Hours, zone and country of the timed lines that answer at `now`, for `ServiceQuerySet.open_now`. One query,
    and as many evaluations as there are different hours, not services. Lines that are always open are not in it."""
    lines = Contact.objects.timed()
    return frozenset(
        (osm, zone, country) for osm, zone, country in lines if state(osm, zone, country, now).is_open
    )


@lru_cache(maxsize=4096)
def _read(hours_osm: str, zone: str, country: str) -> OpeningHours | None:
    """None for what nobody should rely on: no zone, a string outside the grammar, hours that follow the sun."""
    if not hours_osm or not zone or len(hours_osm) > LONGEST or SUN.search(hours_osm):
        return None
    rules = hours_osm if SAYS_HOLIDAYS.search(hours_osm) else f"{hours_osm}; PH unknown"
    try:
        try:
            read = _parse(rules, zone, country or None)
        except UnknownCountryError:  # no calendar of its holidays
            read = _parse(rules, zone, None)
    except (ParserError, KeyError, ValueError, OSError):  # a zone that does not exist is a KeyError
        return None
    return None if read.warnings else read


def _parse(rules: str, zone: str, country: str | None) -> OpeningHours:
    """Without the two "auto" the library would load a map of the world for zones and countries: 110 MB."""
    return OpeningHours(
        rules,
        timezone=ZoneInfo(zone),
        country=country,
        auto_country=False,
        auto_timezone=False,
        max_interval_days=FARTHEST,
    )
