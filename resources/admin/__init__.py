"""The directory in the admin, one module per job."""

from resources.admin import (
    changes,
    checks,
    coverage,
    imports,
    links,
    lists,
    places,
    problems,
    search,
    service,
    tombstones,
)

__all__ = [
    "changes",
    "checks",
    "coverage",
    "imports",
    "links",
    "lists",
    "places",
    "problems",
    "search",
    "service",
    "tombstones",
]
