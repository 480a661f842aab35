"""Where we read what we say about a service."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """One published source. Readers see title and link; `says` can hold retired numbers and stays with staff."""

    service = models.ForeignKey("resources.Service", models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=400)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    says = models.TextField(_("what it says"), blank=True, help_text=_("For staff only."))

    class Privacy:
        personal: dict[str, str] = {}
        public = ("title", "url", "position")
        internal = ("service", "says")

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("service", "position", "id")
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="%(app_label)s_%(class)s_has_a_title"),
        ]

    def __str__(self):
        return self.title
