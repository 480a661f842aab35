"""Counters of the throttle. They hold no address; see throttle.py."""

from django.db import models


class ThrottleKey(models.Model):
    """The random key of one hour."""

    slot = models.BigIntegerField(primary_key=True)
    key = models.BinaryField()

    class Privacy:
        personal = {"key": "deleted after two hours"}
        internal = ("slot",)

    def __str__(self) -> str:
        return f"Key {self.slot}"


class ThrottleCount(models.Model):
    """How often one bucket was used in its hour."""

    bucket = models.CharField(max_length=80, primary_key=True)
    slot = models.BigIntegerField(db_index=True)
    hits = models.PositiveIntegerField()

    class Privacy:
        personal = {"bucket": "deleted after two hours", "hits": "deleted after two hours"}
        internal = ("slot",)

    def __str__(self) -> str:
        return "Counter"
