"""Identifiers that two installations agree on, because both derive them from the name in the catalogue.

HSDS wants UUIDs, and partners compare them between sites. Rows made by hand in the admin get a random one.
"""

from uuid import UUID, uuid5

NAMESPACE = UUID("6b0f1d0a-3f0e-5c1b-9d52-0d8a5f1c7e31")  # never change it: every identifier would change


def identify(kind: str, *names: str) -> UUID:
    """UUID 5 of "service:<slug>", "organization:<slug>", "contact:<slug>:<channel>:<value>" or
    "term:<taxonomy>:<code>"."""
    return uuid5(NAMESPACE, ":".join((kind, *names)))
