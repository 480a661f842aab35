"""Proof that one of us checked a contact or a service. Rows are added by `resources.freshness` and never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from config.append_only import AppendOnly, AppendOnlyQuerySet


class VerificationQuerySet(AppendOnlyQuerySet):
    def latest_first(self):
        return self.order_by("-verified_on", "-pk")


class Verification(AppendOnly):
    """Who checked a service, when and how. Goes only together with its service."""

    class Method(models.TextChoices):
        PHONE = "phone", _("by phone")
        WEBSITE = "website", _("on their website")
        EMAIL = "email", _("by e-mail")

    service = models.ForeignKey("resources.Service", models.CASCADE, related_name="verifications")
    contact = models.ForeignKey(
        "resources.Contact",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="verifications",
        verbose_name=_("contact"),
        help_text=_("Empty: the listing as a whole."),
    )
    value = models.CharField(_("what was checked"), max_length=500, blank=True)
    method = models.CharField(_("how"), max_length=10, choices=Method)
    verified_on = models.DateField(_("checked on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    kept = "A verification is a fact; add another one instead."
    objects = VerificationQuerySet.as_manager()

    class Privacy:
        personal = {"by": "The staff account that checked; emptied when the account is deleted."}
        public = ("method", "verified_on")
        internal = ("service", "contact", "value")

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ("-verified_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(method__in=("phone", "website", "email")),
                name="%(app_label)s_%(class)s_known_method",
            ),
        ]

    def __str__(self):
        return f"{self.verified_on} {self.get_method_display()}"
