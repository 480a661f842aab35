"""Counters of the throttle. They hold no address; see throttle.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThrottleKey(models.Model):
    """The random key of one hour."""

    slot = models.BigIntegerField(primary_key=True)
    key = models.BinaryField(_("random number of the hour"))

    class Meta:
        verbose_name = _("flood counter")

    class Privacy:
        personal = {"key": _("deleted after two hours")}
        internal = ("slot",)

    def __str__(self) -> str:
        return f"Key {self.slot}"


class ThrottleCount(models.Model):
    """How often one bucket was used in its hour."""

    bucket = models.CharField(_("mixed address"), max_length=80, primary_key=True)
    slot = models.BigIntegerField(db_index=True)
    hits = models.PositiveIntegerField(_("how many forms"))

    class Meta:
        verbose_name = _("flood counter")

    class Privacy:
        personal = {"bucket": _("deleted after two hours"), "hits": _("deleted after two hours")}
        internal = ("slot",)

    def __str__(self) -> str:
        return "Counter"
