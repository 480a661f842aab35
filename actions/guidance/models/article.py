"""The articles the guidance was drawn from, point by point in our words."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actions.guidance.models.piece import Piece, PieceQuerySet
from actions.guidance.vocabulary import PointKind
from config.fields import ListField


class Article(Piece):
    """One article. `problems`: where it is weak, dated or contested, and what we do about it."""

    publisher = models.CharField(_("publisher"), max_length=200)
    dated = models.CharField(_("when it was published"), max_length=200)
    about = models.TextField(_("what it says"))
    problems = ListField(_("where we differ, and why"), help_text=_("One a line."))
    source = models.CharField(
        _("source"), max_length=12, blank=True, help_text=_("Its key among the sources.")
    )

    objects = PieceQuerySet.as_manager()

    class Meta(Piece.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    class Privacy(Piece.Privacy):
        public = (*Piece.Privacy.public, "publisher", "dated", "about", "problems", "source")

    def get_absolute_url(self):
        return reverse("guidance:article", args=[self.slug])


class Point(models.Model):
    """One point of an article, such as S1.25. Guides and actions name it among their `seeds`."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="points", verbose_name=_("article")
    )
    key = models.CharField(_("key"), max_length=8)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=PointKind)
    text = models.TextField(_("text"))
    contested = models.BooleanField(_("contested"), default=False)
    unused = models.CharField(
        _("why it is not used"),
        max_length=300,
        blank=True,
        help_text=_("Shown where nothing is drawn from it."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For editors. It is never on a page."))

    class Meta:
        ordering = ["article", "position"]
        verbose_name = _("point")
        verbose_name_plural = _("points")
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="%(app_label)s_%(class)s_key_once"),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(text="") & Q(kind__in=PointKind.values),
                name="%(app_label)s_%(class)s_says_something",
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        public = ("article", "key", "position", "kind", "text", "contested", "unused")
        internal = ("note",)

    def __str__(self):
        return self.key
