"""The decision log. Only moderation.py writes here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.pledges.models.pledge import PUBLIC_ID_LENGTH


class PledgeDecision(models.Model):
    """Who decided what and when. Append-only, without any text, and it outlives the pledge."""

    class Outcome(models.TextChoices):
        APPROVE = "approve", _("put on the board")
        DECLINE = "decline", _("declined")

    pledge_public_id = models.CharField(_("pledge"), max_length=PUBLIC_ID_LENGTH)
    version = models.PositiveIntegerField(_("version decided on"))
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome)
    code = models.CharField(_("reason"), max_length=3, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Privacy:
        personal = {
            "by": _("kept: staff answer for their decisions"),
            "code": _("kept, without the words it was about"),
            "at": _("kept"),
        }
        internal = ("pledge_public_id", "version", "outcome")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            # Two winners are impossible even if every other line of code were wrong.
            models.UniqueConstraint(
                fields=["pledge_public_id", "version"], name="%(app_label)s_%(class)s_one_per_version"
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_code_when_declined",
                condition=Q(outcome="approve", code="") | (Q(outcome="decline") & ~Q(code="")),
            ),
        ]

    def __str__(self):
        return f"{self.pledge_public_id}: {self.get_outcome_display()}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A decision is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A decision stays.")
