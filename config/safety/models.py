"""Counters of the throttle, which hold no address (throttle.py), and when each timer last did its work (timers.py)."""

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

    bucket = models.CharField(
        _("mixed address, or mixed mark of an open form"), max_length=80, primary_key=True
    )
    slot = models.BigIntegerField(db_index=True)
    hits = models.PositiveIntegerField(_("how many forms"))

    class Meta:
        verbose_name = _("flood counter")

    class Privacy:
        personal = {"bucket": _("deleted after two hours"), "hits": _("deleted after two hours")}
        internal = ("slot",)

    def __str__(self) -> str:
        return "Counter"


class LastRun(models.Model):
    """When a command that a timer starts last came to its end, on whichever machine."""

    name = models.CharField(_("command"), max_length=40, primary_key=True)
    at = models.DateTimeField(_("when it ended"))

    class Privacy:
        internal = ("at",)

    class Meta:
        verbose_name = _("last run")
        verbose_name_plural = _("last runs")

    def __str__(self) -> str:
        return f"{self.name}: {self.at:%Y-%m-%d %H:%M} UTC"
