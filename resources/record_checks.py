"""What a row of the catalogue file must be: one check per field, and those across fields. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings

from resources import channels, vocabulary
from resources.models import contact_text, service_text
from resources.models.service import RESERVED

Check = Callable[[Any], str]  # "" when the value is right, else how the sentence about it goes on

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COUNTRY = re.compile(r"[A-Z]{2}")
REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
CONFIDENCE = ("high", "medium", "low")
SECOND_CHECK = ("not checked", "confirmed", "corrected")


def is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def text(most: int) -> Check:
    def check(value: Any) -> str:
        if not is_text(value):
            return "is empty or not text"
        return f"is longer than {most} characters" if len(value) > most else ""

    return check


def matching(pattern: re.Pattern[str], like: str) -> Check:
    return lambda value: "" if isinstance(value, str) and pattern.fullmatch(value) else f"is not like {like}"


def one_of(allowed: Callable[[], Any]) -> Check:
    return lambda value: "" if isinstance(value, str) and value in allowed() else f"{value!r} is not known"


def many_of(allowed: Callable[[], Any], least: int = 0) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, list) or len(value) < least:
            return "is not a list" if not isinstance(value, list) else "is an empty list"
        unknown = [str(item) for item in value if not isinstance(item, str) or item not in allowed()]
        return f"has unknown entries: {', '.join(unknown)}" if unknown else ""

    return check


def or_null(check: Check) -> Check:
    return lambda value: "" if value is None else check(value)


def link(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 500:
        return "is not an address of at most 500 characters"
    return "" if channels.page(value) else "is not a web address that can be linked"


def year(value: Any) -> str:
    return "" if type(value) is int and 1990 <= value <= 2100 else "is not a year"


def yes_or_no(value: Any) -> str:
    return "" if isinstance(value, bool) else "is neither true, false nor null"


def list_of_rows(value: Any) -> str:
    return (
        ""
        if isinstance(value, list) and all(isinstance(row, dict) for row in value)
        else "is not a list of rows"
    )


def translations(value: Any, names: Iterable[str], table: Mapping[str, Check]) -> str:
    """{"es": {"description": …}}: some of the named texts by language, each as the table has it."""
    if not isinstance(value, dict) or not all(isinstance(texts, dict) for texts in value.values()):
        return "is not an object of languages"
    for language, texts in value.items():
        if language not in dict(settings.LANGUAGES) or language == "en":
            return f"has {language!r}, which is not another language of the site"
        for name, said in texts.items():
            problem = table[name](said) if name in names else "is not a field of the format"
            if problem:
                return f"{language}: {name} {problem}"
    return ""


@cache
def _zones() -> set[str]:
    return available_timezones()


def reserved(value: str) -> str:
    return "is an address of the site" if value in RESERVED else ""


SERVICE: Mapping[str, Check] = {
    "slug": lambda value: matching(SLUG, "two-words")(value) or text(100)(value) or reserved(value),
    "name": text(200),
    "alternate_name": or_null(text(200)),
    "description": text(2000),
    "kind": one_of(lambda: vocabulary.Kind.values),
    "needs": many_of(lambda: vocabulary.NEEDS, least=1),
    "audiences": many_of(lambda: vocabulary.AUDIENCES, least=1),
    "country": or_null(matching(COUNTRY, "GB")),
    "region": or_null(matching(REGION, "GB-SCT")),
    "website": or_null(link),
    "contacts": list_of_rows,
    "languages": many_of(vocabulary.languages),
    "cost_free": or_null(yes_or_no),
    "sources": list_of_rows,
    "confidence": one_of(lambda: CONFIDENCE),
    "newest_source_year": or_null(year),
    "second_check": one_of(lambda: SECOND_CHECK),
    "second_check_contacts": lambda value: "" if isinstance(value, list) else "is not a list",
    "what_to_expect": or_null(text(1000)),
    "not_for": or_null(text(500)),
    "public_note": or_null(text(1000)),
    "translations": lambda value: translations(value, service_text.SAID, SERVICE),
    "editor_note": or_null(text(2000)),
}
CONTACT: Mapping[str, Check] = {
    "channel": one_of(lambda: channels.CHANNELS),
    "value": text(500),
    "display": text(200),
    "hours_osm": or_null(text(255)),
    "timezone": or_null(one_of(_zones)),
    "languages": many_of(vocabulary.languages),
    "confidential": or_null(yes_or_no),
    "anonymous": or_null(yes_or_no),
    "free": or_null(yes_or_no),
    "note": or_null(text(1000)),
    "translations": lambda value: translations(value, contact_text.SAID, CONTACT),
}
SOURCE: Mapping[str, Check] = {"title": text(400), "url": or_null(link), "says": or_null(text(2000))}
NOT_TEXT = {
    "cost_free", "newest_source_year", "confidential", "anonymous", "free", "second_check_contacts", "translations",
}  # fmt: skip


def faults_of(row: Any, number: int) -> list[str]:
    """Sentences about what is wrong with a row; `number` names it while it has no slug."""
    if not isinstance(row, dict):
        return [f"Record {number} is not an object."]
    name = row["slug"] if is_text(row.get("slug")) else f"Record {number}"
    found = list(_table_faults(row, SERVICE, f"{name}: "))
    if found:
        return found  # the checks across fields below need every field to be right
    for place, contact in enumerate(row["contacts"], start=1):
        found += _table_faults(contact, CONTACT, f"{name}: contact {place} ")
    for place, source in enumerate(row["sources"], start=1):
        found += _table_faults(source, SOURCE, f"{name}: source {place} ")
    return found or list(_cross_faults(row, name))


def _table_faults(row: Mapping[str, Any], table: Mapping[str, Check], start: str) -> Iterator[str]:
    yield from (f"{start}{field} is missing." for field in table if field not in row)
    yield from (f"{start}{field} is not a field of the format." for field in row if field not in table)
    for field, check in table.items():
        problem = check(row[field]) if field in row else ""
        if problem:
            yield f"{start}{field} {problem}."


def _cross_faults(row: Mapping[str, Any], name: str) -> Iterator[str]:
    if row["region"] and row["region"].split("-")[0] != row["country"]:
        yield f"{name}: region {row['region']} is not in country {row['country']}."
    for place, contact in enumerate(row["contacts"], start=1):
        if not channels.href(contact["channel"], contact["value"]):
            yield f"{name}: contact {place} value {contact['value']!r} is not one that {contact['channel']} can use."
        for language, texts in contact["translations"].items():
            if not channels.same_digits(texts.get("display") or contact["display"], contact["display"]):
                yield f"{name}: contact {place} shows another number in {language!r}."
    pairs = Counter((contact["channel"], contact["value"]) for contact in row["contacts"])
    yield from (
        f"{name}: contact {'/'.join(pair)} stands there twice." for pair, count in pairs.items() if count > 1
    )
    values = {contact["value"] for contact in row["contacts"]}
    for value in row["second_check_contacts"]:
        if value not in values:
            yield f"{name}: second_check_contacts {value!r} is not among its contacts."
