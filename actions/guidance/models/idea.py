"""Where the articles agree, the barriers they name, and what this site does about each."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actions.guidance.models.piece import Piece, PieceQuerySet
from config.fields import ListField


class Idea(Piece):
    """One idea that several articles share, or a `barrier` that keeps people from helping."""

    what_we_do = models.CharField(_("what we do about it"), max_length=300, blank=True)
    barrier = models.BooleanField(_("a barrier"), default=False)
    seeds = ListField(_("points of the articles"), blank=True, help_text=_("One key a line, such as S1.25."))
    actions = ListField(_("actions"), blank=True, help_text=_("One key a line."))
    guides = ListField(_("guides"), blank=True, help_text=_("One key a line."))

    objects = PieceQuerySet.as_manager()

    class Meta(Piece.Meta):
        verbose_name = _("shared idea")
        verbose_name_plural = _("shared ideas")

    class Privacy(Piece.Privacy):
        public = (*Piece.Privacy.public, "what_we_do", "barrier", "seeds", "actions", "guides")

    def get_absolute_url(self):
        return f"{reverse('guidance:ideas')}#{self.slug}"
