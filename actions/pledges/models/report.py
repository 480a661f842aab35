"""What readers say about a pledge on the board. Only reports.py writes here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.pledges.models.pledge import Pledge


class Report(models.Model):
    """A reason from a list and a day. Nothing about who said it; gone when a moderator has decided."""

    class Reason(models.TextChoices):
        NAMES = "names", _("It shows who somebody is")
        STORY = "story", _("It tells somebody’s story")
        ATTACK = "attack", _("It attacks or threatens somebody")
        BLAME = "blame", _("It blames people who were hurt")
        DANGER = "danger", _("Somebody may be in danger")
        ADVERT = "advert", _("It is an advert or a link")
        OTHER = "other", _("Something else is wrong with it")

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="reports", verbose_name=_("pledge"))
    reason = models.CharField(_("reason"), max_length=8, choices=Reason)
    day = models.DateField(_("day"))

    class Privacy:
        internal = ("pledge", "reason", "day")

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self):
        return str(self.get_reason_display())
