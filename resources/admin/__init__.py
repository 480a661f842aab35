"""The directory in the admin, one module per job."""

from resources.admin import coverage, links, lists, service

__all__ = ["coverage", "links", "lists", "service"]
from resources.admin import places

__all__ = ["lists", "places", "service"]
from resources.admin import imports

__all__ = ["imports", "lists", "service"]
from resources.admin import changes, checks, problems, tombstones

__all__ = ["changes", "checks", "lists", "problems", "service", "tombstones"]
from resources.admin import search

__all__ = ["lists", "search", "service"]
