"""HSDS locations as places. Pure. What is wrong with an address is said without repeating it."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from resources import channels
from resources.hsds import values_in
from resources.hsds.attributes_in import Vocabulary, read
from resources.hsds.contacts_in import Tell
from resources.hsds.values_in import Unfit

Part = dict[str, Any]
NOT_GIVEN = "not given"  # our export, where HSDS requires what nobody wrote
ADDRESS = {"address_1": 200, "address_2": 200, "city": 100, "state_province": 100, "postal_code": 20}
COUNTRY = re.compile(r"[A-Z]{2}")


def places(row: Mapping[str, Any], known: Vocabulary, tell: Tell) -> dict[str, Part]:
    """Places by identifier: {"link": id of the service_at_location, "location": {…}, "address": {…} or None}.

    Raises Unfit.
    """
    found: dict[str, Part] = {}
    for entry in values_in.objects(row.get("service_at_locations")):
        location = entry.get("location")
        if not isinstance(location, dict):
            tell(_("A place is left out: the file does not say where it is."))
            continue
        key = values_in.identifier(location.get("id"))
        facts = read(location.get("attributes"), known).facts
        url = facts.get("website") or location.get("url")
        found[key] = {
            "link": values_in.identifier(entry.get("id")),
            "location": {
                "location_type": values_in.one_of(("physical", "postal", "virtual"))(
                    location.get("location_type")
                )
                or "physical",
                "name": values_in.line()(location.get("name")) or "",
                "url": url if isinstance(url, str) and len(url) <= 500 and channels.page(url) else "",
                "confidential": bool(values_in.yes_or_no(facts.get("confidential"))),
            },
            "address": None,
        }
        if not found[key]["location"]["confidential"]:
            found[key]["address"] = _address(location, tell)
    return found


def _address(location: Mapping[str, Any], tell: Tell) -> Part | None:
    entries = values_in.objects(location.get("addresses"))
    entry = next(
        (one for one in entries if one.get("address_type") == "physical"), entries[0] if entries else None
    )
    if entry is None:
        return None
    if len(entries) > 1:
        tell(_("A place has several addresses; one is read."))
    part: Part = {name: _given(values_in.line(most)(entry.get(name))) for name, most in ADDRESS.items()}
    part["country"] = _given(values_in.line(60)(entry.get("country"))).upper()
    if (
        not part["address_1"]
        or not part["city"]
        or (part["country"] and not COUNTRY.fullmatch(part["country"]))
    ):
        tell(_("An address is left out: it has no street, no city, or no country of two letters."))
        return None
    part["id"] = values_in.identifier(entry.get("id"))
    part["latitude"], part["longitude"] = _point(location, tell)
    return part


def _point(location: Mapping[str, Any], tell: Tell) -> tuple[float | None, float | None]:
    try:
        latitude = values_in.number(-90, 90)(location.get("latitude"))
        longitude = values_in.number(-180, 180)(location.get("longitude"))
    except Unfit:
        tell(_("A point on the map is left out: it is not on Earth."))
        return None, None
    return (latitude, longitude) if latitude is not None and longitude is not None else (None, None)


def _given(text: str | None) -> str:
    return "" if text is None or text == NOT_GIVEN else text
