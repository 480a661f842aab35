"""What a listing says in another language than English."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The texts of a service that readers see and that can be translated. Proper names mostly stay as they are.
SAID = ("name", "description", "what_to_expect", "not_for", "public_note")


class ServiceText(models.Model):
    """One service in one language. An empty text shows the English one, marked as English."""

    service = models.ForeignKey("resources.Service", models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    name = models.CharField(_("name"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    what_to_expect = models.TextField(_("what will happen"), blank=True)
    not_for = models.TextField(_("who it is not for"), blank=True)
    public_note = models.TextField(_("note for readers"), blank=True)

    class Privacy:
        personal: dict[str, str] = {}
        public = ("language", *SAID)
        internal = ("service",)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ("service", "language")
        constraints = [
            models.UniqueConstraint(fields=("service", "language"), name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=~models.Q(language__in=("", "en")), name="%(app_label)s_%(class)s_not_english"
            ),
        ]

    def __str__(self):
        return f"{self.language}: {self.name or self.service_id}"
