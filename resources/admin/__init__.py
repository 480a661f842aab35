"""The directory in the admin, one module per job."""

from resources.admin import lists, service

__all__ = ["lists", "service"]
