"""The directory in the admin, one module per job."""

from resources.admin import imports, lists, service

__all__ = ["imports", "lists", "service"]
