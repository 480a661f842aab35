"""A change that waits for a second person, and the memory of every one that was decided."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ChangeRequestQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state="waiting")


class ChangeRequest(models.Model):
    """Old and new of one thing. `resources.changes` writes it, nobody else; a decided row is never changed again.

    `proposed_by` is the editor who typed it, or who made the link that the service answered.
    """

    class Kind(models.TextChoices):
        VALUE = "value", _("Another number or address")
        NEW = "new", _("A new way to get in touch")
        WEBSITE = "website", _("Another website")
        REMOVE = "remove", _("This is no longer right")
        RIGHT = "right", _("All still right")

    class Origin(models.TextChoices):
        EDITOR = "editor", _("An editor")
        SERVICE = "service", _("The service, by our link")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for a second person")
        APPLIED = "applied", _("Agreed")
        REFUSED = "refused", _("Refused")
        OVERTAKEN = "overtaken", _("Overtaken by another change")

    service = models.ForeignKey("resources.Service", models.CASCADE, related_name="change_requests")
    contact = models.ForeignKey(
        "resources.Contact", models.SET_NULL, null=True, blank=True, related_name="change_requests"
    )
    kind = models.CharField(_("what"), max_length=8, choices=Kind)
    old_channel = models.CharField(_("channel until now"), max_length=12, blank=True)
    old_value = models.CharField(_("until now"), max_length=500, blank=True)
    old_display = models.CharField(_("as people write it, until now"), max_length=200, blank=True)
    new_channel = models.CharField(_("new channel"), max_length=12, blank=True)
    new_value = models.CharField(_("new"), max_length=500, blank=True)
    new_display = models.CharField(_("new, as people write it"), max_length=200, blank=True)
    origin = models.CharField(_("from"), max_length=8, choices=Origin, default=Origin.EDITOR)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("typed by"),
    )
    proposed_on = models.DateField(_("since"), default=timezone.localdate)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Privacy:
        personal = {
            "proposed_by": _("The staff account that typed it; emptied when the account is deleted."),
            "decided_by": _("The staff account that decided; emptied when the account is deleted."),
        }
        public = ()
        internal = (
            "service", "contact", "kind", "old_channel", "old_value", "old_display", "new_channel", "new_value",
            "new_display", "origin", "proposed_on", "state", "decided_on",
        )  # fmt: skip

    class Meta:
        verbose_name = _("change to agree to")
        verbose_name_plural = _("changes to agree to")
        ordering = ("proposed_on", "id")
        indexes = [models.Index(fields=("state", "service"), name="resources_change_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=("value", "new", "website", "remove", "right")),
                name="%(app_label)s_%(class)s_known_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(origin__in=("editor", "service")),
                name="%(app_label)s_%(class)s_known_origin",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_on__isnull=True)
                | models.Q(state__in=("applied", "refused", "overtaken"), decided_on__isnull=False),
                name="%(app_label)s_%(class)s_decided_on_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.service_id}"
