"""Where to go when a line is busy: what an editor chose. Without rows, `resources.fallbacks` finds next steps."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from resources.vocabulary import FEAR_TO_HARM


class Fallback(models.Model):
    """From one service to the one to try next."""

    service = models.ForeignKey("resources.Service", models.CASCADE, related_name="fallbacks")
    to = models.ForeignKey(
        "resources.Service", models.CASCADE, related_name="fallback_of", verbose_name=_("next service to try")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Privacy:
        personal: dict[str, str] = {}
        public = ("to", "position")
        internal = ("service",)

    class Meta:
        verbose_name = _("next step if it is busy")
        verbose_name_plural = _("next steps if it is busy")
        ordering = ("service", "position", "id")
        constraints = [
            models.UniqueConstraint(fields=("service", "to"), name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=~models.Q(service=models.F("to")),
                name="%(app_label)s_%(class)s_leads_on",
                violation_error_message=_("A service cannot be its own next step."),
            ),
        ]

    def __str__(self):
        return f"{self.service_id} {self.to_id}"

    def clean(self):
        """Nobody who was hurt is sent to a service for people who fear to do harm."""
        if self.to_id and self.service_id and _fears_harm(self.to) and not _fears_harm(self.service):
            raise ValidationError(
                {"to": _("That service is for people worried about their own behaviour. Choose another.")}
            )


def _fears_harm(service):
    return service.audiences.filter(code=FEAR_TO_HARM).exists()
