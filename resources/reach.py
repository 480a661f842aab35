"""By what a service is reached: one contact as three words, and all of it as one."""

import hashlib
from typing import NamedTuple

from resources.models import Contact, Hidden, Service


class Reach(NamedTuple):
    """How a service is reached: channel, value and the value as people write it."""

    channel: str
    value: str
    display: str

    @classmethod
    def of(cls, contact: Contact) -> "Reach":
        return cls(contact.channel, contact.value, contact.display)


def fingerprint(service: Service) -> str:
    """32 characters that change when anything by which the service is reached changes; hidden contacts do not count."""
    rows = Contact.objects.filter(service=service, hidden=Hidden.NO).order_by("channel", "value")
    text = "\n".join(["\t".join(row) for row in rows.values_list("channel", "value", "display")])
    return hashlib.sha256(f"{service.website}\n{text}".encode()).hexdigest()[:32]
