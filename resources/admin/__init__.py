"""The directory in the admin, one module per job."""

from resources.admin import lists, search, service

__all__ = ["lists", "search", "service"]
