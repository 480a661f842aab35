"""What every piece of guidance has in common: a key, a language, an address and a place in the order."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from config.fields import ValueField


class PieceQuerySet(models.QuerySet[Any]):
    """The words in which views and other apps ask for pieces. Ordered by position, then key."""

    def published(self):
        """Pieces that have a page."""
        return self.filter(published=True)

    def in_language(self, language):
        """One row per key: the published one in `language`, else the one in the language the site began with.

        A row whose `language` is another one than asked for is a fallback: say so on the page.
        """
        if language == settings.LANGUAGE_CODE:
            return self.filter(language=language)
        translated = self.model.objects.filter(key=OuterRef("key"), language=language, published=True)
        return self.filter(Q(language=language) | Q(language=settings.LANGUAGE_CODE) & ~Exists(translated))

    def with_keys(self, keys):
        """The pieces that a list of keys names. Order them with `in_order_of`."""
        return self.filter(key__in=list(keys))

    def in_order_of(self, keys):
        """A list of the pieces that `keys` names, in the order of `keys`. Unknown keys are left out."""
        rows = {row.key: row for row in self.with_keys(keys)}
        return [rows[key] for key in dict.fromkeys(keys) if key in rows]


class Piece(models.Model):
    """One page or part of a page, in one language. The rows of one key are translations of each other."""

    key = models.CharField(
        _("key"), max_length=8, help_text=_("For example A01. The same in every language.")
    )
    language = models.CharField(_("language"), max_length=8)
    slug = models.SlugField(_("address"), max_length=80, help_text=_("The same in every language."))
    title = models.CharField(_("title"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Lower comes first."))
    published = models.BooleanField(
        _("published"), default=True, help_text=_("Without it, there is no page.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For editors. It is never on a page."))
    html = ValueField(
        _("rendered lines"),
        default=dict,
        editable=False,
        help_text=_("Name of a field: its sanitised HTML, or a list of it."),
    )
    loaded_fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    translated_from = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("A translation only: the fingerprint of the English texts it was made from."),
    )

    class Meta:
        abstract = True
        ordering = ["position", "key", "language"]
        constraints = [
            models.UniqueConstraint(fields=["key", "language"], name="%(app_label)s_%(class)s_key_once"),
            models.UniqueConstraint(fields=["slug", "language"], name="%(app_label)s_%(class)s_slug_once"),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(language="") & ~Q(slug="") & ~Q(title=""),
                name="%(app_label)s_%(class)s_has_an_address",
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        public: tuple[str, ...] = ("key", "language", "slug", "title", "position", "html")
        internal: tuple[str, ...] = ("published", "note", "loaded_fingerprint", "translated_from")

    def __str__(self):
        return f"{self.key} {self.title} ({self.language})"
