"""A link that an editor sends to a service, with which it answers once: all still right, or what changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ConfirmLink(models.Model):
    """Good for one answer. The link itself is signed and stored nowhere; see `resources.self_confirm`."""

    service = models.ForeignKey("resources.Service", models.CASCADE, related_name="confirm_links")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_on = models.DateField(_("made on"), default=timezone.localdate)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    class Privacy:
        personal = {"made_by": _("The staff account that made it; emptied when the account is deleted.")}
        public = ()
        internal = ("service", "made_on", "answered_on")

    class Meta:
        verbose_name = _("link for a service")
        verbose_name_plural = _("links for services")
        ordering = ("-made_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=True) | models.Q(answered_on__gte=models.F("made_on")),
                name="%(app_label)s_%(class)s_answered_later",
            ),
        ]

    def __str__(self):
        return f"{self.made_on} {self.service_id}"
