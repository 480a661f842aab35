"""A file from a partner as a stream of services, each with everything that hangs on it and where it stands.

Read: JSON (one full service, an organization with services, a service_at_location, a list of those, an API page,
one object a line) and a zip of CSV tables (a tabular data package). Nothing is believed yet: `mapping_in` checks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _

from resources.hsds import tables
from resources.hsds.encodings import text_of
from resources.hsds.faults import Faults, Refused, short
from resources.hsds.json_stream import Stream

LARGEST = 50 << 20  # bytes
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"


@dataclass(frozen=True)
class Row:
    """One HSDS service as a dictionary. `where` is for people: "record 3" or "services.csv, row 12"."""

    where: str
    data: dict[str, Any]


@dataclass
class Reading:
    """`rows` can be walked once. `faults` (rows left out) and `notes` (what was passed over) grow on the way."""

    rows: Iterator[Row]
    faults: Faults = field(default_factory=Faults)
    notes: list[str] = field(default_factory=list)


def measure(raw: IO[bytes], name: str) -> None:
    """Raises Refused for an empty file and for one that is too large to look into."""
    size = raw.seek(0, 2)
    if size > LARGEST:
        raise Refused(
            _("%(name)s has %(size)d MB. The most is 50 MB.") % {"name": name, "size": size // (1 << 20)}
        )
    if not size:
        raise Refused(_("%(name)s is empty.") % {"name": name})


def read(raw: IO[bytes], name: str) -> Reading:
    """The services in a seekable binary file. Raises Refused, now or while the rows are walked."""
    measure(raw, name)
    raw.seek(0)
    start = raw.read(4)
    reading = Reading(rows=iter(()))
    if start in (ZIP, EMPTY_ZIP):
        rows: Iterator[Row] = (
            Row(*pair) for pair in tables.services(raw, name, reading.faults, reading.notes)
        )
    else:
        stream = Stream(text_of(raw, name), name)
        if stream.peek() not in ("{", "["):
            raise Refused(_not_ours(name))
        rows = _objects(stream, reading.faults)
    reading.rows = _once(rows, reading.faults)
    return reading


def _not_ours(name: str) -> str:
    if name.lower().endswith((".csv", ".tsv", ".txt")):
        said = _(
            "%(name)s is a single table. A service needs its telephone numbers and its organisation too: put "
            "services.csv, organizations.csv, phones.csv and the others into one zip file."
        )
    else:
        said = _("%(name)s is neither JSON nor a zip file of tables.")
    return said % {"name": name}


def _once(rows: Iterator[Row], faults: Faults) -> Iterator[Row]:
    """Every service once. The second of two with one identifier is left out, and said."""
    seen: dict[str, str] = {}
    for row in rows:
        key = str(row.data.get("id", "")).lower()
        if key and key in seen:
            said = _("the same identifier as in %(other)s")
            faults.add(row.where, "id", said % {"other": seen[key]})
            continue
        seen[key] = row.where
        yield row


def _objects(stream: Stream, faults: Faults) -> Iterator[Row]:
    """The services of a JSON text, whichever way they are wrapped."""
    if stream.peek() == "[":
        for value in stream.items():
            yield from _expand(value, _record(stream.record), faults)
    else:
        yield from _page_or_object(stream, faults)
        while stream.peek():  # one object a line
            stream.record += 1
            yield from _expand(stream.value(), _record(stream.record), faults)
    if stream.peek():
        raise stream.fault(_("there is something after the end of the JSON"))


def _page_or_object(stream: Stream, faults: Faults) -> Iterator[Row]:
    """The first object of a text: an API page is walked item by item, anything else is read whole."""
    whole: dict[str, Any] = {}
    paged = False
    stream.take("{")
    while stream.peek() != "}":
        key = stream.value()
        if not isinstance(key, str):
            raise stream.fault(_("the JSON is broken"))
        stream.take(":")
        if key in whole or (key == "contents" and paged):
            raise stream.fault(_("%(key)s stands twice in one object") % {"key": short(key)})
        if key == "contents" and stream.peek() == "[":
            paged = True
            for value in stream.items():
                yield from _expand(value, _record(stream.record), faults)
        else:
            whole[key] = stream.value()
        if stream.peek() != "}":
            stream.take(",")
            if stream.peek() == "}":
                raise stream.fault(_("the JSON is broken"))
    stream.take("}")
    if not paged:
        stream.record = 1
        yield from _expand(whole, _record(1), faults)


def _expand(value: Any, where: str, faults: Faults) -> Iterator[Row]:
    """The services inside one object."""
    if not isinstance(value, dict):
        faults.add(where, "", _("not an object with fields"))
    elif isinstance(value.get("services"), list):
        organization = {key: part for key, part in value.items() if key != "services"}
        for number, service in enumerate(value["services"], start=1):
            place = _("%(where)s, service %(number)d") % {"where": where, "number": number}
            if isinstance(service, dict):
                yield Row(place, {**service, "organization": organization})
            else:
                faults.add(place, "", _("not an object with fields"))
    elif isinstance(value.get("service"), dict):
        at = {key: part for key, part in value.items() if key != "service"}
        others = value["service"].get("service_at_locations")
        others = [other for other in others if other != at] if isinstance(others, list) else []
        yield Row(where, {**value["service"], "service_at_locations": [at, *others]})
    elif "location_type" in value or ("taxonomy" in value and "status" not in value):
        faults.add(where, "", _("not a service. Send services, or organizations with their services"))
    else:
        yield Row(where, value)


def _record(number: int) -> str:
    return _("record %(number)d") % {"number": number}
