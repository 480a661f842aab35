"""Derives the table of the help strip from the catalogue: emergency numbers and the main line of every country.

The strip must show when the database is down, so it reads a file (`config/chrome/data/crisis.json`). This module
writes that file's content; `./run manage build_crisis` saves it, and a test keeps both equal.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from resources.channels import DIALLED
from resources.hours import is_always
from resources.publishing import reason_for_draft

CONTENT = Path(__file__).parent / "content"


def crisis_table(content: Path = CONTENT) -> dict[str, Any]:
    """Country or region code to its row, sorted. Raises ValueError for a main line that readers must not see."""
    countries = _read(content, "emergency_numbers.json")["countries"]
    lines = _read(content, "main_lines.json")
    services = {service["slug"]: service for service in _read(content, "services.json")["services"]}
    rows = {}
    for code in sorted({*countries, *lines}):
        numbers = countries.get(code.partition("-")[0])
        if numbers is None:
            raise ValueError(f"main_lines.json: {code} has no emergency numbers.")
        chosen = lines.get(code)
        rows[code] = {
            "emergency": numbers["general"] or [],
            "police": numbers["police"],
            "ambulance": numbers["ambulance"],
            "sure": numbers["confidence"] != "low",
            "line": _line(code, chosen, services) if chosen else None,
        }
    return rows


def as_text(table: Mapping[str, Any]) -> str:
    """JSON with one country per line, so that a change shows as one line."""
    rows = [f"{json.dumps(code)}: {json.dumps(row, ensure_ascii=False)}" for code, row in table.items()]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _line(code: str, chosen: Mapping[str, Any], services: Mapping[str, Any]) -> dict[str, Any]:
    service = services.get(chosen["service"])
    if service is None:
        raise ValueError(f"main_lines.json: {code} names {chosen['service']}, which is not in the catalogue.")
    reason = reason_for_draft(service["confidence"], service["website"] or "", bool(service["contacts"]))
    if reason:
        raise ValueError(f"main_lines.json: {code} names {service['slug']}, a draft. {reason}")
    # A territory can have its own country code and be a region of a state too: PR is US-PR.
    territory = service.get("region") == f"{service['country']}-{code}"
    if service["country"] not in (None, code.partition("-")[0]) and not territory:
        raise ValueError(
            f"main_lines.json: {code} names {service['slug']}, which is for {service['country']}."
        )
    for contact in service["contacts"]:
        if contact["value"] == chosen["value"] and contact["channel"] in DIALLED:
            return {**_shown(service, contact), "area": chosen.get("area", {})}
    raise ValueError(
        f"main_lines.json: {code} names {chosen['value']}, which {service['slug']} does not dial."
    )


def _shown(service: Mapping[str, Any], contact: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": service["name"],
        "value": contact["value"],
        "display": contact["display"],
        "displays": {
            language: texts["display"]
            for language, texts in contact["translations"].items()
            if texts.get("display")
        },
        "channel": contact["channel"],
        "free": contact["free"],
        "always": is_always(contact["hours_osm"] or ""),
        "hours": contact["hours_osm"],
        "timezone": contact["timezone"],
        "slug": service["slug"],
    }


def _read(content: Path, name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((content / name).read_text(encoding="utf-8"))
    return data
