"""The link with which a service says whether its listing is still right.

An editor makes it and sends it by mail. It is signed, lives LINK_DAYS, dies when anything by which the service is
reached changes, and takes one answer. An answer is only ever a request: whoever holds the link changes nothing.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import phonenumbers
from django.core import signing
from django.db import transaction
from django.utils import timezone

from resources import changes, channels
from resources.channels import NUMBERED
from resources.models import ChangeRequest, ConfirmLink, Contact, Hidden, Service, Tombstone
from resources.reach import Reach, fingerprint

SALT = "resources.self_confirm"
LINK_DAYS = 60
LONGEST_TOKEN = 200  # characters; ours have about 80
RIGHT, CHANGED, GONE = "right", "changed", "gone"


class DeadLink(Exception):
    """Too old, answered already, or the listing has changed since."""


class NoLink(Exception):
    """Not one of our links."""


@dataclass(frozen=True)
class Answer:
    """What the service says of one thing. `contact` None: its website. `new` only for "changed"."""

    verdict: str
    contact: Contact | None = None
    new: Reach | None = None


def make(service: Service, *, by: Any) -> str:
    """The token of a new link. Nobody can look it up again."""
    link = ConfirmLink.objects.create(service=service, made_by=by)
    return signing.dumps([link.pk, fingerprint(service)], salt=SALT)


def read(token: str) -> ConfirmLink:
    """The link of a token. Raises NoLink and DeadLink."""
    if len(token) > LONGEST_TOKEN:
        raise NoLink
    try:
        pk, seen = signing.loads(token, salt=SALT, max_age=timedelta(days=LINK_DAYS))
    except signing.SignatureExpired:
        raise DeadLink from None
    except (signing.BadSignature, ValueError, TypeError):
        raise NoLink from None
    link = ConfirmLink.objects.select_related("service", "made_by").filter(pk=pk).first()
    if link is None or link.answered_on or fingerprint(link.service) != seen:
        raise DeadLink
    _not_stopped(link)
    return link


def _not_stopped(link: ConfirmLink) -> None:
    """What must not be listed again is not asked about either."""
    if Tombstone.objects.filter(service=link.service_id).exists():
        raise DeadLink


def contacts_of(service: Service) -> list[Contact]:
    """What the link asks about: also what we hide for its age, but nothing that was hidden for a reason."""
    return list(service.contacts.filter(hidden=Hidden.NO).order_by("position", "pk"))


def reach(channel: str, typed: str, country: str) -> Reach | None:
    """What was typed for a channel, as a value and as people write it; None when nobody could dial or open it.

    A number in the way of its own country gets the country's code, where the numbering plan knows it.
    """
    value = typed.strip()
    if channel in NUMBERED and not value.startswith("http"):
        value = re.sub(r"[\s().\-/]", "", value)
        value = _international(value, country)
    elif channel not in (*NUMBERED, "email") and re.match(r"[\w-]+(\.[\w-]+)+(/|$)", value):
        value = f"https://{value}"
    return Reach(channel, value[:500], typed.strip()[:200]) if channels.href(channel, value) else None


def _international(value: str, country: str) -> str:
    """`08005551234` of GB as `+448005551234`; a short code and what the plan does not know stay as they are."""
    try:
        number = phonenumbers.parse(value, country or None)
    except phonenumbers.NumberParseException:
        return value
    if not phonenumbers.is_valid_number(number):
        return value
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@transaction.atomic
def take(link: ConfirmLink, answers: list[Answer]) -> list[ChangeRequest]:
    """Store one answer as requests that an editor decides. Raises DeadLink when somebody answered in the meantime."""
    _not_stopped(link)
    fresh = ConfirmLink.objects.filter(pk=link.pk, answered_on__isnull=True)
    if not fresh.update(answered_on=timezone.localdate()):
        raise DeadLink
    service, by = link.service, link.made_by
    if all(answer.verdict == RIGHT for answer in answers):
        return [changes.answer(service, "right", by=by, old=fingerprint(service))]
    return [made for one in answers if (made := _request(service, one, by))]


def _request(service: Service, answer: Answer, by: Any) -> ChangeRequest | None:
    origin = ChangeRequest.Origin.SERVICE
    if answer.contact is None:
        if answer.verdict == RIGHT:
            return None
        new = answer.new.value if answer.new else ""
        return changes.propose_website(service, new, by=by, old=service.website, origin=origin)
    if answer.verdict == CHANGED and answer.new:
        return changes.propose_value(answer.contact, answer.new, by=by, origin=origin)
    kind = ChangeRequest.Kind.RIGHT if answer.verdict == RIGHT else ChangeRequest.Kind.REMOVE
    return changes.answer(service, kind, by=by, contact=answer.contact)
