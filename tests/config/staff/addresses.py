"""Every address below the desk, from the URLconf: the admin's and the pages for signing in."""

import uuid

from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse

NUMBER = {
    "pk": 987654321,
    "object_id": "987654321",
    "id": "987654321",
    "version": 987654321,
    "content_type_id": "1",
}
OTHER = {"url": "no/such/page", "app_label": "pledges", "key": "gaps", "queue": "new"}


def parameters(pattern):
    """Name to kind; a regular expression has no kinds."""
    converters = pattern.converters
    if not converters:
        return dict.fromkeys(pattern.regex.groupindex, "")
    return {name: type(converter).__name__ for name, converter in converters.items()}


def desk():
    """(name, names of its parameters with their kind) of each. Nameless ones are old addresses that lead on."""
    found = {}

    def walk(patterns, namespace, above):
        for pattern in patterns:
            kinds = above | parameters(pattern.pattern)
            if not isinstance(pattern, URLPattern):
                walk(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace, kinds)
            elif pattern.name:
                found[f"{namespace}{pattern.name}"] = kinds

    for resolver in get_resolver().url_patterns:
        if str(resolver.pattern) == settings.STAFF_PATH.removeprefix("/"):
            walk([resolver], "", {})
    return found.items()


def sample(name, kind):
    """A value that fits the address; there is no such row."""
    if kind == "UUIDConverter":
        return uuid.UUID(int=7)
    return {**NUMBER, **OTHER}[name]


def paths(addresses):
    for name, kinds in addresses:
        yield name, reverse(name, kwargs={key: sample(key, kind) for key, kind in kinds.items()})
