"""Who runs a service."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organization(models.Model):
    """An HSDS organization. The catalogue names services only, so a loaded one bears the name of its service."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)

    class Privacy:
        personal: dict[str, str] = {}
        public = ("name", "description", "website")
        internal = ()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "id")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="%(app_label)s_%(class)s_has_a_name"),
        ]

    def __str__(self):
        return self.name
