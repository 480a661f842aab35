"""The directory in the admin, one module per job."""

from resources.admin import changes, checks, lists, problems, service, tombstones

__all__ = ["changes", "checks", "lists", "problems", "service", "tombstones"]
