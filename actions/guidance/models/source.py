"""The sources that guides, actions and facts rest on, by key. They are the same in every language."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SourceQuerySet(models.QuerySet["Source"]):
    def in_order_of(self, keys):
        """A list of the sources that `keys` names, in the order of `keys`. Unknown keys are left out."""
        rows = {row.key: row for row in self.filter(key__in=list(keys))}
        return [rows[key] for key in dict.fromkeys(keys) if key in rows]


class Source(models.Model):
    """One published page or paper."""

    key = models.CharField(_("key"), max_length=12, unique=True)
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=500)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    note = models.TextField(_("note"), blank=True, help_text=_("For editors. It is never on a page."))
    loaded_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(title="") & ~Q(url=""), name="%(app_label)s_%(class)s_is_complete"
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        public = ("key", "title", "url", "position")
        internal = ("note", "loaded_fingerprint")

    def __str__(self):
        return f"{self.key} {self.title}"

    @property
    def link(self):
        """The address, when a reader can be sent there: encrypted, and not cut short in our copy. Else empty."""
        return self.url if self.url.startswith("https://") and not self.url.endswith("...") else ""
