"""The directory in the admin, one module per job."""

from resources.admin import coverage, links, lists, service

__all__ = ["coverage", "links", "lists", "service"]
from resources.admin import lists, places, service

__all__ = ["lists", "places", "service"]
from resources.admin import imports, lists, service

__all__ = ["imports", "lists", "service"]
