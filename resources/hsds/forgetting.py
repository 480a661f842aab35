"""When a place becomes secret, what imports kept of it for comparing and undoing goes."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from resources.models import ImportChange


def forget(places: Iterable[UUID]) -> None:
    """Takes name and address of these places out of every stored change, as `state` writes a secret place."""
    keys = {str(pk) for pk in places}
    for key in sorted(keys):
        told = ImportChange.objects.filter(Q(before__places__has_key=key) | Q(after__places__has_key=key))
        for change in told.iterator(chunk_size=100):
            for side in (change.before, change.after):
                _blank(side.get("places", {}), key)
            change.save(update_fields=["before", "after"])


def _blank(places: dict[str, Any], key: str) -> None:
    if key in places:
        places[key] |= {"location": {"confidential": True}, "address": None}


def forget_secret(states: Iterable[dict[str, Any]]) -> None:
    """The same for the places that are confidential in these states."""
    places = [pair for state in states for pair in state["places"].items()]
    forget(UUID(key) for key, part in places if part["location"].get("confidential"))
