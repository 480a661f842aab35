"""The directory in the admin, one module per job."""

from resources.admin import lists, places, service

__all__ = ["lists", "places", "service"]
