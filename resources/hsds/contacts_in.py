"""HSDS phones, web addresses and contacts as ours: a channel, a value that can be dialled or opened, and its display.

Entries of our own files say everything themselves (the fact "channel"); those of others are read with care, and what
cannot be dialled or opened is left out and said. Names of people are never taken over.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import phonenumbers
from django.utils.translation import gettext as _

from resources import channels, vocabulary
from resources.hsds import values_in
from resources.hsds.attributes_in import Said, Vocabulary, read, translations
from resources.hsds.faults import short
from resources.hsds.schedules_in import hours_osm
from resources.hsds.values_in import Unfit
from resources.models.contact_text import SAID

Part = dict[str, Any]
Tell = Callable[[str], None]

PHONE_TYPES: Mapping[str, str] = {
    "": "phone", "voice": "phone", "phone": "phone", "cell": "phone", "mobile": "phone", "hotline": "phone",
    "text": "sms", "sms": "sms", "whatsapp": "whatsapp", "video": "videophone", "videophone": "videophone",
    "textphone": "phone", "tty": "phone",
}  # fmt: skip
TALKED = ("phone", "videophone")  # weekly hours of a whole service are believed for these
# What a contact of ours can say beyond its channel, value and display, and how each is read from its attribute.
FACTS: Mapping[str, Callable[[Any], Any]] = {
    "hours_osm": values_in.line(255),
    "timezone": values_in.line(64),
    "confidential": values_in.yes_or_no,
    "anonymous": values_in.yes_or_no,
    "free": values_in.yes_or_no,
}
CHECKS: Mapping[str, Callable[[Any], Any]] = {  # believed only when our own export is restored
    "second_checked": lambda value: bool(values_in.yes_or_no(value)),
    "checked_on": values_in.day,
    "checked_how": values_in.one_of(("phone", "website", "email")),
}
EMPTY: Mapping[str, Any] = {"confidential": None, "anonymous": None, "free": None, "checked_on": None}


def contacts(
    row: Mapping[str, Any], known: Vocabulary, country: str, tell: Tell, lose: Tell
) -> list[Part] | None:
    """The contacts that the file gives for a service; None when it speaks of none. Raises Unfit.

    `country` (ISO, or "") reads numbers in national notation. `lose` is given a sentence for each contact that is
    left out, `tell` for each of their words.
    """
    found = [part for part in _parts(row, known, country, lose) if part]
    if not found and not any(row.get(key) for key in ("phones", "contacts", "email", "additional_urls")):
        return None
    week = (
        hours_osm(values_in.objects(row.get("schedules")))
        if not any("channel_said" in p for p in found)
        else ""
    )
    once: dict[tuple[str, str], Part] = {}
    for part in found:
        if week and part["channel"] in TALKED:
            part.setdefault("hours_osm", week)
        if not channels.href(part["channel"], part["value"]):
            lose(
                _("%(value)s is left out: it cannot be dialled or opened.") % {"value": short(part["value"])}
            )
        elif part["channel"] in channels.NUMBERED and not channels.dials_what_it_shows(
            part["value"], part["display"]
        ):
            shown = {"display": short(part["display"]), "value": short(part["value"])}
            lose(_("%(display)s is left out: the phone would dial %(value)s.") % shown)
        else:
            part["texts"] = _texts(part, tell)
            once.setdefault((part["channel"], part["value"]), part)
    return list(once.values())


def _parts(row: Mapping[str, Any], known: Vocabulary, country: str, tell: Tell) -> Iterator[Part | None]:
    for entry in _phones(row):
        said = read(entry.get("attributes"), known)
        yield _translated(_phone(entry, said.facts, country, tell), said)
    for entry in values_in.objects(row.get("additional_urls")):
        said = read(entry.get("attributes"), known)
        yield _translated(_url(entry, said.facts, tell), said)
    for entry in values_in.objects(row.get("contacts")):
        said = read(entry.get("attributes"), known)
        yield _translated(_person(entry, said.facts), said)
    if row.get("email"):
        yield _email(row["email"])


def _translated(part: Part | None, said: Said) -> Part | None:
    return part and {**part, "texts": translations(said.many.get("translation", []), SAID)}


def _texts(part: Part, tell: Tell) -> Part:
    """The translations of a contact, as far as they fit and show the number that is dialled."""
    found: Part = {}
    for language_code, text in (part.get("texts") or {}).items():
        shown = values_in.line(200)(text["display"]) or ""
        if shown and not channels.same_digits(shown, part["display"]):
            tell(
                _("%(display)s is left out: the phone would dial %(value)s.")
                % {"display": short(shown), "value": short(part["value"])}
            )
            shown = ""
        note = values_in.text()(text["note"]) or ""
        if shown or note:
            found[language_code] = {"note": note, "display": shown}
    return found


def _phones(row: Mapping[str, Any]) -> Iterator[Part]:
    """Those of the service and of people who stand for it; where it has none, of its places, then its organisation."""
    own = values_in.objects(row.get("phones"))
    for person in values_in.objects(row.get("contacts")):
        own = own + values_in.objects(person.get("phones"))
    places = values_in.objects(row.get("service_at_locations"))
    for place in places if not own else []:
        where = place.get("location")
        own = own + values_in.objects(place.get("phones"))
        own = own + values_in.objects(where.get("phones") if isinstance(where, dict) else None)
    organization = row.get("organization")
    if not own and isinstance(organization, dict):
        own = values_in.objects(organization.get("phones"))
    yield from own


def _phone(entry: Part, facts: Mapping[str, str], country: str, tell: Tell) -> Part | None:
    number = values_in.line(60)(_text(entry.get("number")))
    note = values_in.text()(entry.get("description"))
    if "channel" in facts:
        word = facts.get("word", "")
        value = facts.get("value") or f"{number}:{word}" if word else facts.get("value") or number or ""
        if word and note:
            note = note.removeprefix(f"Text {word} to {number}.").strip()
        spoken = [str(part.get("code")) for part in values_in.objects(entry.get("languages"))]
        return _ours(entry, facts, value, facts.get("display") or number or value, note, spoken)
    kind = str(entry.get("type") or "").strip().lower()
    if number is None:
        raise Unfit(_("a phone without a number"))
    if kind not in PHONE_TYPES:
        tell(
            _("%(number)s is left out: its type is %(type)s.")
            % {"number": short(number), "type": short(kind)}
        )
        return None
    display = number.strip("\"'“” ")
    part = _base(entry, PHONE_TYPES[kind], dialled(display, country), display)
    extension = entry.get("extension")
    if extension not in (None, ""):
        values_in.number(0, 10**9)(extension)
        part["display"] = f"{display} ext. {int(extension)}"
    if note:
        part["note"] = note
    codes = [code for code in map(language, values_in.objects(entry.get("languages"))) if code]
    if codes:
        part["languages"] = sorted(set(codes))
    return part


def _url(entry: Part, facts: Mapping[str, str], tell: Tell) -> Part | None:
    url, label = values_in.line(500)(entry.get("url")), values_in.line()(entry.get("label")) or ""
    if "channel" in facts:
        return _ours(
            entry, facts, facts.get("value") or url or "", facts.get("display") or label or url or ""
        )
    if url is None:
        raise Unfit(_("a web address without the address"))
    channel = (
        "chat" if "chat" in label.lower() else "form" if re.search(r"contact|form", label.lower()) else ""
    )
    if not channel:
        tell(_("%(url)s is left out: we cannot tell what it is for.") % {"url": short(url)})
        return None
    return _base(entry, channel, url, label)


def _person(entry: Part, facts: Mapping[str, str]) -> Part | None:
    email = values_in.line(200)(entry.get("email"))
    if "channel" in facts:
        shown = facts.get("display") or values_in.line()(entry.get("name")) or email or ""
        return _ours(entry, facts, facts.get("value") or email or "", shown)
    return _base(entry, "email", email, email) if email else None


def _email(value: Any) -> Part | None:
    email = values_in.line(200)(value)
    return {"id": "", "channel": "email", "value": email, "display": email} if email else None


def _ours(
    entry: Part, facts: Mapping[str, str], value: str, display: str, note: str | None = None,
    spoken: list[str] | None = None,
) -> Part:  # fmt: skip
    """A contact of our own export: what it does not say is empty, not unknown."""
    part = _base(entry, facts["channel"], value, display)
    if part["channel"] not in channels.CHANNELS:
        raise Unfit(_("%(channel)s is no way to get in touch") % {"channel": short(part["channel"])})
    part["channel_said"] = True
    for name, reader in FACTS.items():
        found = reader(facts.get(name))
        part[name] = EMPTY.get(name, "") if found is None else found
    part["note"] = note or values_in.text()(facts.get("note")) or ""
    codes = spoken if spoken is not None else facts.get("languages", "").split(",")
    part["languages"] = sorted({code for code in codes if code in vocabulary.languages()})
    part["position"] = int(facts["position"]) if facts.get("position", "").isdecimal() else None
    checks = {name: reader(facts.get(name)) for name, reader in CHECKS.items()}
    part["checks"] = {**checks, "checked_how": checks["checked_how"] or ""}
    return part


def _base(entry: Part, channel: str, value: str, display: str) -> Part:
    key = entry.get("id")
    return {
        "id": values_in.identifier(key) if key else "",
        "channel": channel,
        "value": values_in.line(500)(value) or "",
        "display": values_in.line(200)(display) or values_in.line(200)(value) or "",
    }


def dialled(display: str, country: str) -> str:
    """What the phone dials for a number as people write it: "+12025550123", or the bare digits of a short code."""
    text = display.replace("(0)", "") if display.startswith("+") else display
    digits = re.sub(r"[^\d*#]", "", text)
    if text.startswith("+"):
        return f"+{digits}"
    if country and len(digits) > 6:
        try:
            number = phonenumbers.parse(text, country)
        except phonenumbers.NumberParseException:
            return digits
        if phonenumbers.is_possible_number(number) and not number.extension:
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return digits


def language(entry: Mapping[str, Any]) -> str:
    """Our code for an HSDS language: by its code, or by its English name; "" when we do not know it."""
    known = vocabulary.languages()
    code = str(entry.get("code") or "").strip()
    if code in known:
        return code
    short_code = code.replace("_", "-").split("-")[0].lower()
    if short_code in known:
        return short_code
    name = str(entry.get("name") or "").strip().casefold()
    return next((key for key, names in known.items() if name and names.get("en", "").casefold() == name), "")


def _text(value: Any) -> Any:
    """Numbers that a publisher wrote as numbers."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
