"""Contacts as HSDS phones, web addresses and contacts. Pure.

A number becomes a phone, a page an additional URL, an e-mail address a contact. Whatever fits none of them goes out
as a contact with a name, so that nothing a reader sees is lost.
"""

from collections.abc import Mapping

from resources import channels
from resources.hsds.addresses import uri
from resources.hsds.attributes import properties, translations
from resources.hsds.terms import Record
from resources.identity import identify
from resources.models import Contact, Language
from resources.models.contact_text import SAID
from resources.vocabulary import languages as known_languages

# The type of an HSDS phone; its list is open.
PHONE_TYPES: Mapping[str, str] = {
    "phone": "voice",
    "sms": "text",
    "whatsapp": "whatsapp",
    "videophone": "video",
}
KEPT = (
    "channel", "position", "hours_osm", "timezone", "confidential", "anonymous", "free", "checked_on", "checked_how",
)  # fmt: skip


def language(owner: object, row: Language) -> Record:
    """A language, named in English."""
    name = known_languages().get(row.code, {}).get("en") or row.name
    return {"id": str(identify("language", str(owner), row.code)), "name": name, "code": row.code}


def texting(word: str, number: str) -> str:
    """The sentence before the note of a line that wants a word. Reading takes it away again."""
    return f"Text {word} to {number}."


def of_contact(contact: Contact) -> tuple[str, Record]:
    """The key in the service under which the contact goes, and its entry."""
    if contact.channel in PHONE_TYPES and not contact.value.startswith("http"):
        number, _colon, word = contact.value.partition(":")
        if number:
            return "phones", _phone(contact, number, word)
    page = uri(contact.value)
    if page:
        entry = {"id": str(contact.pk), "label": contact.display, "url": page}
        return "additional_urls", _with_properties(entry, contact, sent=page)
    if contact.channel == "email" and channels.EMAIL.fullmatch(contact.value):
        entry = {"id": str(contact.pk), "email": contact.value}
        return "contacts", _with_properties(entry, contact, sent=contact.value)
    return "contacts", _with_properties({"id": str(contact.pk), "name": contact.display}, contact, sent="")


def _phone(contact: Contact, number: str, word: str) -> Record:
    description = contact.note
    if word:
        description = texting(word, number) + (f" {contact.note}" if contact.note else "")
    entry: Record = {"id": str(contact.pk), "number": number, "type": PHONE_TYPES[contact.channel]}
    if description:
        entry["description"] = description
    spoken = [language(contact.pk, row) for row in _languages(contact)]
    if spoken:
        entry["languages"] = spoken
    return _with_properties(entry, contact, sent=f"{number}:{word}" if word else number)


def _with_properties(entry: Record, contact: Contact, *, sent: str) -> Record:
    """The entry with everything that its HSDS fields do not say. `sent`: the value as the entry gives it."""
    values = {name: getattr(contact, name) for name in KEPT}
    values["second_checked"] = contact.second_checked or None
    values["value"] = contact.value if contact.value != sent else None
    shown = entry.get("label") or entry.get("name") or entry.get("number") or entry.get("email")
    values["display"] = contact.display if contact.display != shown else None
    if "number" in entry:
        values["word"] = sent.partition(":")[2]
    else:
        values["note"] = contact.note
        values["languages"] = ",".join(row.code for row in _languages(contact))
    said = translations(contact.pk, contact.texts.all(), SAID)
    return {**entry, "attributes": properties(contact.pk, values) + said}


def _languages(contact: Contact) -> list[Language]:
    """In the order of their codes, so that two exports of the same data are the same."""
    return sorted(contact.languages.all(), key=lambda row: row.code)
