"""The catalogue file, read and checked. Pure: text in, records or sentences about what is wrong out.

A record is a plain dictionary in one canonical form (no null text, codes sorted), so that a record from the file
and one rebuilt from the database can be compared.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from resources.models import contact_text, service_text
from resources.record_checks import CONTACT, NOT_TEXT, SERVICE, SOURCE, faults_of, is_date, is_text

Record = dict[str, Any]


class Faults(ValueError):
    """The file cannot be loaded. `sentences` names every fault with its record and field."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Catalogue:
    """A checked file: the day it was compiled on, and its records in the order of the file."""

    compiled_on: date
    records: list[Record]


def parse(content: str) -> Catalogue:
    """Raises Faults with every fault of the file, not only the first."""
    try:
        data = json.loads(content)
    except json.JSONDecodeError as error:
        raise Faults([f"The file is not JSON: {error}."]) from None
    if not isinstance(data, dict) or not isinstance(data.get("services"), list):
        raise Faults(["The file has no list “services”."])
    faults = _faults_of_day(data.get("compiled_on"))
    for number, row in enumerate(data["services"], start=1):
        faults += faults_of(row, number)
    slugs = Counter(
        row["slug"] for row in data["services"] if isinstance(row, dict) and is_text(row.get("slug"))
    )
    faults += [f"{slug}: slug is used {count} times." for slug, count in slugs.items() if count > 1]
    if faults:
        raise Faults(faults)
    return Catalogue(
        date.fromisoformat(data["compiled_on"]),
        [canonical(row, data["compiled_on"]) for row in data["services"]],
    )


def _faults_of_day(day: Any) -> list[str]:
    """The age of every contact counts from this day: one that has not come would keep old numbers on the pages."""
    if not is_date(day):
        return ["The file: compiled_on is not a date like 2026-11-20."]
    if date.fromisoformat(day) > timezone.localdate():
        return ["The file: compiled_on is a day that has not come yet."]
    return []


def canonical(row: Mapping[str, Any], compiled_on: str) -> Record:
    """The record of a checked row."""
    again = set(row["second_check_contacts"])
    record = {name: row[name] if name in NOT_TEXT else row[name] or "" for name in SERVICE}
    del record["second_check_contacts"]
    for name in ("needs", "audiences", "languages"):
        record[name] = sorted(set(row[name]))
    record["contacts"] = [_contact(contact, contact["value"] in again) for contact in row["contacts"]]
    record["translations"] = _translations(row, service_text.SAID)
    record["sources"] = [{name: source[name] or "" for name in SOURCE} for source in row["sources"]]
    return {**record, "compiled_on": compiled_on}


def _contact(row: Mapping[str, Any], second_checked: bool) -> Record:
    contact = {name: row[name] if name in NOT_TEXT else row[name] or "" for name in CONTACT}
    return {
        **contact,
        "languages": sorted(set(row["languages"])),
        "translations": _translations(row, contact_text.SAID),
        "second_checked": second_checked,
    }


def _translations(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, dict[str, str]]:
    return {
        language: {name: texts.get(name) or "" for name in names}
        for language, texts in sorted(row["translations"].items())
    }
