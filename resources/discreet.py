"""How a contact is written when nobody who finds the paper should guess what it is for.

The catalogue writes numbers as their services do: "855-4-VICTIM (855-484-2846)", "Statewide Sexual Assault Helpline
800-871-7741". Here only what must be dialled is left.
"""

import re

import phonenumbers
from django.utils.translation import gettext as _

from resources import channels
from resources.models import Contact

PLAIN = re.compile(r"[\d\s()+*#./-]+")
CHUNK = re.compile(r"\+?\d[\d\s()./-]*\d")
THEN = re.compile(r"(?:ext\.?|press|option|opción|opc\.)\s*\d+", re.IGNORECASE)
LONGEST_CODE = 3  # digits of a country code (ITU-T E.164)


def number(contact: Contact) -> str:
    """What to dial, send, write to or open, and nothing that names the service."""
    if contact.channel not in channels.NUMBERED or contact.value.startswith("http"):
        return address(contact.value)
    if contact.channel == "sms":  # with the word to send
        return contact.button
    digits = bare(contact.value, contact.said_display.text)
    return digits if contact.channel == "phone" else f"{contact.kind.verb} {digits}"


def bare(value: str, display: str) -> str:
    """The number as people write it, without words. From `value` where the words stand for digits.

    What must be dialled afterwards stays: "617-399-6720, ext. 19".
    """
    if PLAIN.fullmatch(display):
        return display
    then = THEN.search(display)
    found = next((chunk for chunk in CHUNK.findall(display) if _is_whole(chunk, value)), _grouped(value))
    return f"{found}, {then[0]}" if then else found


def address(value: str) -> str:
    """A web address as people type it."""
    return re.sub(r"^https?://(www\.)?|/$", "", value)


def label(contact: Contact) -> str:
    """What can be said without naming anybody: "Free, day and night"."""
    if contact.always_open:
        return _("Free, day and night") if contact.free else _("Day and night")
    if contact.hours_osm:
        return _("Free, at set hours") if contact.free else _("At set hours")
    return _("Free") if contact.free else ""


def _is_whole(chunk: str, value: str) -> bool:
    """Whether digits found among words are the whole number: at most a country code may be missing in front."""
    digits = re.sub(r"\D", "", chunk)
    if not value.startswith("+"):
        return digits == value
    national = digits.lstrip("0")
    return value.endswith(national) and len(value) - 1 - len(national) <= LONGEST_CODE


def _grouped(value: str) -> str:
    """In the groups of its country, so that an eye can hold them. Short numbers stay as they are."""
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
