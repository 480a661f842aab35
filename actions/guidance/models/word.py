"""Words: say this, not that, and why."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actions.guidance.models.piece import Piece, PieceQuerySet
from config.fields import ListField


class Word(Piece):
    """One row of the language table. `title` is what to avoid. `house_rule`: rests (also) on our own judgement."""

    say = models.TextField(_("better words"))
    reason = models.TextField(_("why"))
    house_rule = models.BooleanField(_("our own judgement"), default=False)
    seeds = ListField(_("points of the articles"), blank=True, help_text=_("One key a line, such as S1.25."))
    sources = ListField(_("sources"), blank=True, help_text=_("One key a line."))
    facts = ListField(_("facts"), blank=True, help_text=_("One key a line."))

    objects = PieceQuerySet.as_manager()

    class Meta(Piece.Meta):
        verbose_name = _("word")
        verbose_name_plural = _("words")

    class Privacy(Piece.Privacy):
        public = (*Piece.Privacy.public, "say", "reason", "house_rule", "seeds", "sources", "facts")

    def get_absolute_url(self):
        return f"{reverse('guidance:words')}#{self.slug}"
