"""What imports ask the memory of dead lines before they bring anything back."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from resources.models import Tombstone


def _asked(name: str) -> Any:
    """The rule of `resources.tombstones` where that module is installed, else None."""
    try:
        return getattr(import_module("resources.tombstones"), name, None)
    except ModuleNotFoundError:
        return None


def blocked_services(pks: Iterable[str]) -> set[str]:
    """Identifiers among these that must not be listed again."""
    keys, rule = list(pks), _asked("blocked_services")
    found = (
        rule(keys)
        if rule
        else Tombstone.objects.filter(service_id__in=keys).values_list("service_id", flat=True)
    )
    return {str(key) for key in found}


def blocked_values(values: Iterable[str]) -> set[str]:
    """Numbers and addresses among these that must not be listed again."""
    keys, rule = sorted(set(values)), _asked("blocked_values")
    return set(
        rule(keys) if rule else Tombstone.objects.filter(value__in=keys).values_list("value", flat=True)
    )
