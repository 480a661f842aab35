"""Imports from partners: a batch that waits for a person, and what it changes, service by service.

Of the file itself only its name and fingerprint are kept. `resources.hsds.plan` and `apply` write these rows.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from config.fields import ValueField


class ImportBatch(models.Model):
    """One file, from planning to undoing."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        PLANNED = "planned", _("Waiting for a decision")
        APPLYING = "applying", _("Being applied")
        APPLIED = "applied", _("Applied")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Stopped half-way; it can go on")

    file_name = models.CharField(_("file"), max_length=120)
    sha256 = models.CharField(_("fingerprint of the file"), max_length=64)
    restore = models.BooleanField(_("puts back our own export"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READING)
    counts = ValueField(_("counts"), default=dict)
    faults = ValueField(_("faults"), default=list)
    notes = ValueField(_("notes"), default=list)
    cursor = models.PositiveIntegerField(_("changes looked at"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("brought by")
    )
    created_at = models.DateTimeField(_("brought on"), auto_now_add=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("applied by")
    )
    applied_at = models.DateTimeField(_("applied on"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone on"), null=True)

    class Privacy:
        personal = {
            "by": "The staff account that brought the file; emptied when the account is deleted.",
            "applied_by": "The staff account that applied it; emptied when the account is deleted.",
            "undone_by": "The staff account that undid it; emptied when the account is deleted.",
        }
        public = ()
        internal = (
            "file_name", "sha256", "restore", "state", "counts", "faults", "notes", "cursor", "created_at",
            "applied_at", "undone_at",
        )  # fmt: skip

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=("reading", "planned", "applying", "applied", "undone", "failed")
                ),
                name="%(app_label)s_%(class)s_known_state",
            ),
        ]

    def __str__(self):
        return self.file_name


class ImportChange(models.Model):
    """What a batch does to one service. `before` and `after` hold the parts that differ, see `hsds.state`.

    `seen` and `left` are fingerprints of the whole service: when the plan was made, and after it was applied.
    Somebody who edits in between is never overwritten. No staff account is named in any of them.
    """

    class Kind(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        CONFLICT = "conflict", _("Conflict")
        REFUSED = "refused", _("Refused")

    class Decision(models.TextChoices):
        TAKE = "take", _("Take theirs")
        KEEP = "keep", _("Keep ours")

    class Outcome(models.TextChoices):
        WAITING = "", _("Not applied")
        APPLIED = "applied", _("Applied")
        KEPT = "kept", _("Kept as it was")
        EDITED = "edited", _("Edited meanwhile, not touched")
        UNDONE = "undone", _("Undone")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField(_("position"))
    service_id = models.UUIDField(
        _("service"), db_index=True
    )  # not a reference: a new service is not there yet
    slug = models.CharField(_("slug"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    decision = models.CharField(_("decision"), max_length=4, choices=Decision)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True, default="")
    sensitive = models.BooleanField(_("a number or website that readers see"), default=False)
    before = ValueField(_("before"), default=dict)
    after = ValueField(_("after"), default=dict)
    seen = models.CharField(max_length=64, blank=True)
    left = models.CharField(max_length=64, blank=True)
    notes = ValueField(_("notes"), default=list)

    class Privacy:
        personal: dict[str, str] = {}
        public = ()
        internal = (
            "batch", "position", "service_id", "slug", "kind", "decision", "outcome", "sensitive", "before", "after",
            "seen", "left", "notes",
        )  # fmt: skip

    class Meta:
        verbose_name = _("change of an import")
        verbose_name_plural = _("changes of imports")
        ordering = ("batch", "position")
        constraints = [
            models.UniqueConstraint(
                fields=("batch", "position"), name="%(app_label)s_%(class)s_position_once"
            ),
            models.UniqueConstraint(
                fields=("batch", "service_id"), name="%(app_label)s_%(class)s_service_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=("new", "changed", "conflict", "refused")),
                name="%(app_label)s_%(class)s_known_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=("take", "keep"))
                & ~models.Q(kind="refused", decision="take"),
                name="%(app_label)s_%(class)s_refused_is_kept",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=("", "applied", "kept", "edited", "undone")),
                name="%(app_label)s_%(class)s_known_outcome",
            ),
        ]

    def __str__(self):
        return f"{self.slug}: {self.kind}"
