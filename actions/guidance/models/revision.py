"""What a piece said at some time. Rows are added by `actions.guidance.revisions` and never changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.append_only import AppendOnlyQuerySet, Stays
from config.fields import ValueField


class RevisionQuerySet(AppendOnlyQuerySet):
    def of(self, kind, key, language):
        """The versions of one piece, the newest first. `kind`: its name in kinds.py; sources have no language."""
        return self.filter(kind=kind, key=key, language=language).order_by("-pk")


class Revision(Stays):
    """One version of one piece in one language, with its parts. It outlives the piece."""

    class Origin(models.TextChoices):
        FILE = "file", _("From the file")
        EDITOR = "editor", _("Edited here")
        RESTORED = "restored", _("Brought back")
        DELETED = "deleted", _("Deleted; this is what it said")

    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("key"), max_length=12)
    language = models.CharField(_("language"), max_length=8, blank=True)
    record = ValueField(_("what it said"), help_text=_("The record of kinds.py, with its parts."))
    when = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)

    kept = "A version is what was; it stays. Save the piece again instead."
    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        indexes = [models.Index(fields=["kind", "key", "language"], name="guidance_revision_of_piece")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="")
                & ~models.Q(key="")
                & models.Q(origin__in=["file", "editor", "restored", "deleted"]),
                name="%(app_label)s_%(class)s_names_a_piece",
            ),
        ]

    class Privacy:
        personal = {"by": _("The staff account that edited; emptied when the account is deleted.")}
        public: tuple[str, ...] = ()
        internal = ("kind", "key", "language", "record", "when", "origin")

    def __str__(self):
        return " ".join(filter(None, (self.key, self.language, f"{self.when:%Y-%m-%d %H:%M}")))
