"""What must not be listed again: the memory of dead lines, which loading and importing respect."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def same(value):
    """The form in which two ways to write one address are equal; numbers are written in one way only."""
    return value.strip().casefold().rstrip("/")


class TombstoneQuerySet(models.QuerySet):
    def blocking(self, values):
        """Those of the values that must not be listed, with the code of the reason."""
        values = list(values)
        stones = self.exclude(value="").values_list("value", "reason") if values else ()
        reasons = {same(value): reason for value, reason in stones}
        return {value: reasons[same(value)] for value in values if same(value) in reasons}


class Tombstone(models.Model):
    """“Do not list”: a service, or one number or address wherever it turns up. `resources.tombstones` writes it.

    `service` set, `value` empty: the whole service; it goes out of HSDS as `defunct`. `value` set: this number or
    link, as `Contact.value` writes it, for any service.
    """

    class Reason(models.TextChoices):
        CLOSED = "closed", _("It closed")
        DEAD = "dead", _("Nobody answers, or it does not exist any more")
        WRONG = "wrong", _("Somebody else answers")
        UNSAFE = "unsafe", _("Not safe")
        ASKED = "asked", _("The service asked not to be listed")
        UNPROVEN = "unproven", _("Too few sources")

    service = models.OneToOneField(
        "resources.Service", models.CASCADE, null=True, blank=True, related_name="tombstone"
    )
    value = models.CharField(_("number or address"), max_length=500, blank=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    note = models.CharField(_("note for staff"), max_length=300, blank=True)
    created_on = models.DateField(_("since"), default=timezone.localdate)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    objects = TombstoneQuerySet.as_manager()

    class Privacy:
        personal = {"by": "The staff account that decided; emptied when the account is deleted."}
        public = ()
        internal = ("service", "value", "reason", "note", "created_on")

    class Meta:
        verbose_name = _("do-not-list note")
        verbose_name_plural = _("do not list")
        ordering = ("-created_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(service__isnull=False, value="")
                | (models.Q(service__isnull=True) & ~models.Q(value="")),
                name="%(app_label)s_%(class)s_one_of_both",
            ),
            models.UniqueConstraint(
                fields=("value",),
                condition=~models.Q(value=""),
                name="%(app_label)s_%(class)s_value_once",
            ),
        ]

    def __str__(self):
        return self.value or str(self.service)
