"""Emergency numbers and the main help line per country, from a file: they must show when the database is down.

`data/crisis.json` is derived from `resources/content/` by `./run manage build_crisis`; a test keeps them equal.
"""

import json
import os
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).parent / "data"
# Offered in the strip for one tap; "All countries" leads to the rest. By language of the page.
OFFERED = {
    "en": ("US", "GB", "IE", "CA", "AU", "NZ", "IN", "ZA", "KE", "NG"),
    "es": ("ES", "MX", "AR", "CO", "CL", "PE", "EC", "GT", "US"),
}


@dataclass(frozen=True)
class Number:
    """An emergency number and what it is for."""

    label: str | Promise
    value: str


@dataclass(frozen=True)
class Line:
    """The main help line of a country, as it is shown on every page."""

    name: str
    value: str
    display: str
    channel: str
    free: bool | None
    always: bool
    hours: str | None
    slug: str
    area: dict[str, str]  # language to name, where the line is not for the whole country

    @property
    def href(self) -> str:
        scheme = "sms" if self.channel == "sms" else "tel"
        return f"{scheme}:{self.value.split(':')[0].replace('#', '%23')}"

    @property
    def covers(self) -> str:
        """The part of the country that the line is for, in the active language; "" when it is for all of it."""
        return self.area.get((get_language() or "en")[:2]) or self.area.get("en", "")

    @property
    def promise(self) -> str | Promise:
        """What the caller can count on, in a few words. Nothing is claimed that the catalogue does not say."""
        if self.free and self.always:
            return _("Free, day and night")
        if self.always:
            return _("Day and night")
        if self.hours:
            return _("Free, at set hours") if self.free else _("At set hours")
        return _("Free. Hours not known") if self.free else _("Hours not known")


@dataclass(frozen=True)
class Place:
    """A country or a part of one, with its name in the language of the page."""

    code: str
    name: str


@dataclass(frozen=True)
class Crisis:
    """What the help strip shows. `place` is None when we do not know where the reader is."""

    place: Place | None
    numbers: tuple[Number, ...]
    sure: bool
    line: Line | None
    others: tuple[Place, ...]


# Where we have no number of the place itself.
ELSEWHERE = (Number(_("In danger, in many countries"), "112"),)


@cache
def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return data


def is_known(code: str) -> bool:
    """Whether we have numbers for a country or subdivision code."""
    return code in _read("crisis.json")


def main_lines() -> set[tuple[str, str]]:
    """(slug of the service, value) of every line of the help strip: they are looked after first."""
    lines = (row["line"] for row in _read("crisis.json").values())
    return {(line["slug"], line["value"]) for line in lines if line}


def stopped_lines() -> frozenset[tuple[str, str]]:
    """(slug of the service, value) of the lines that staff hid, from the file that `resources.strip` writes.

    A file that is not there or that nobody can read stops nothing: the strip must show.
    """
    try:
        state = os.stat(settings.STOPPED_LINES)
        return _stopped(str(settings.STOPPED_LINES), state.st_mtime_ns, state.st_ino, state.st_size)
    except (OSError, ValueError, TypeError):
        return frozenset()


@lru_cache(maxsize=1)
def _stopped(path: str, *_state: int) -> frozenset[tuple[str, str]]:
    """Read again only when the file is another one."""
    return frozenset((slug, value) for slug, value in json.loads(Path(path).read_text(encoding="utf-8")))


def place_name(code: str) -> str:
    """The name of a country or region in the active language; the code itself when nobody named it."""
    names = _read("regions.json" if "-" in code else "countries.json").get(code, {})
    return names.get((get_language() or "en")[:2]) or names.get("en") or code


def countries() -> list[Place]:
    """Every country with an emergency number, by name in the active language."""
    return [*_countries(get_language())]


@lru_cache(maxsize=16)
def _countries(_language: str | None) -> tuple[Place, ...]:
    codes = (code for code in _read("countries.json") if is_known(code))
    return tuple(sorted((Place(code, place_name(code)) for code in codes), key=lambda place: place.name))


def reader_country(request: HttpRequest) -> str:
    """The code of the reader's country, or "" when we cannot tell. Nothing is stored.

    In this order: the `country` parameter (one tap in the strip), the operator's DEFAULT_COUNTRY, and the
    region in the browser's first language (`en-GB`).
    """
    asked = request.GET.get("country", _posted_country(request))
    if asked is not None:
        code = asked.strip().upper()
        if is_known(code):
            return code
        if not code:
            return ""
    return settings.DEFAULT_COUNTRY or country_of_language(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))


def _posted_country(request: HttpRequest) -> str | None:
    """The country of a form. A body that nobody can read must not break the page that says so."""
    if request.method != "POST":
        return None
    try:
        return request.POST.get("country")
    except Exception:  # bad boundary, bad charset, too large, broken off: Django raises half a dozen kinds
        return None


def country_query(request: HttpRequest) -> str:
    """ "?country=GB" when the reader tapped a country, else "". It travels in links; nothing else remembers it."""
    code = reader_country(request) if "country" in request.GET else ""
    return f"?country={code}" if code else ""


def country_of_language(header: str) -> str:
    """`en-GB,en;q=0.9` gives GB. Only tags of the first language count: a second one says nothing about the place."""
    tags = [part.split(";")[0].strip() for part in header[:200].split(",")]
    first = tags[0].split("-")[0].lower()
    for tag in tags:
        parts = tag.split("-")
        if parts[0].lower() == first and len(parts) > 1 and is_known(parts[-1].upper()):
            return parts[-1].upper()
    return ""


def crisis_for(code: str) -> Crisis:
    """The help strip for a country or subdivision code; an unknown code gives the strip without a place."""
    row = _read("crisis.json").get(code)
    offered = OFFERED.get((get_language() or "en")[:2], OFFERED["en"])
    parts = [c for c in _read("crisis.json") if "-" in c and c.split("-")[0] == code.split("-")[0]]
    whole = [code.split("-")[0]] if "-" in code else []
    others = tuple(Place(c, place_name(c)) for c in [*whole, *parts, *offered] if c != code and c)
    if row is None:
        return Crisis(None, ELSEWHERE, False, None, others)
    found = row["line"]
    stopped = found and (found["slug"], found["value"]) in stopped_lines()
    line = _line(found) if found and not stopped else None
    return Crisis(Place(code, place_name(code)), _numbers(row), row["sure"], line, others)


def _line(row: dict[str, Any]) -> Line:
    """The line, its number written in the active language: "079, option 1"."""
    display = row["displays"].get((get_language() or "en")[:2], row["display"])
    return Line(**{name: row[name] for name in Line.__dataclass_fields__} | {"display": display})


def _numbers(row: dict[str, Any]) -> tuple[Number, ...]:
    """One number where police and ambulance share it, else both: the "general" number may reach only one of them."""
    police, ambulance = row["police"], row["ambulance"]
    if police and ambulance and police != ambulance:
        return (Number(_("Police"), police), Number(_("Ambulance"), ambulance))
    shared = police if police == ambulance else next(iter(row["emergency"]), police or ambulance)
    return (Number(_("In danger"), shared),) if shared else ELSEWHERE
