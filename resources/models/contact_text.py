"""What stands beside a number in another language than English."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The texts of a contact that readers see and that can be translated.
SAID = ("note", "display")


class ContactText(models.Model):
    """One contact in one language. An empty text shows the English one, marked as English."""

    contact = models.ForeignKey("resources.Contact", models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    note = models.TextField(_("note for readers"), blank=True)
    display = models.CharField(_("as people write it"), max_length=200, blank=True)

    class Privacy:
        personal: dict[str, str] = {}
        public = ("language", *SAID)
        internal = ("contact",)

    class Meta:
        verbose_name = _("translation of a contact")
        verbose_name_plural = _("translations of contacts")
        ordering = ("contact", "language")
        constraints = [
            models.UniqueConstraint(fields=("contact", "language"), name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=~models.Q(language__in=("", "en")), name="%(app_label)s_%(class)s_not_english"
            ),
        ]

    def __str__(self):
        return f"{self.language}: {self.display or self.contact_id}"
