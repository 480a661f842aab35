"""Practice: made-up situations with choices, one page each. No scores: real life varies."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actions.guidance.models.piece import Piece, PieceQuerySet
from actions.guidance.vocabulary import SaferKind, Where
from config.fields import ListField


class Scenario(Piece):
    """One situation. Its choices are `choices`, in their order."""

    where = ListField(_("where"), words=Where)
    situation = models.TextField(_("what happens"))
    content_note = models.CharField(
        _("content note"), max_length=300, blank=True, help_text=_("What it is about, in a few words.")
    )

    objects = PieceQuerySet.as_manager()

    class Meta(Piece.Meta):
        verbose_name = _("practice story")
        verbose_name_plural = _("practice stories")

    class Privacy(Piece.Privacy):
        public = (*Piece.Privacy.public, "where", "situation", "content_note")

    def get_absolute_url(self):
        return reverse("guidance:scenario", args=[self.slug])

    @property
    def where_labels(self):
        return [Where(code).label for code in self.where]


class Choice(models.Model):
    """One thing a reader could do, what it may lead to, and what is safer or comes next."""

    scenario = models.ForeignKey(
        Scenario, on_delete=models.CASCADE, related_name="choices", verbose_name=_("practice story")
    )
    key = models.SlugField(_("key"), max_length=8, help_text=_("A letter, the same in every language."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.CharField(_("what the reader does"), max_length=300)
    leads = models.TextField(_("what may happen"))
    safer = models.TextField(_("safer way or next step"))
    safer_kind = models.CharField(_("which of the two"), max_length=8, choices=SaferKind)
    actions = ListField(_("actions"), blank=True, help_text=_("One key a line."))

    class Meta:
        ordering = ["scenario", "position"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(fields=["scenario", "key"], name="%(app_label)s_%(class)s_key_once"),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(text="") & Q(safer_kind__in=SaferKind.values),
                name="%(app_label)s_%(class)s_says_something",
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        public = ("scenario", "key", "position", "text", "leads", "safer", "safer_kind", "actions")
        internal = ()

    def __str__(self):
        return f"{self.key} {self.text}"

    def get_absolute_url(self):
        return reverse("guidance:choice", args=[self.scenario.slug, self.key])
