"""Facts: one figure, never without its year, who was asked and what it leaves out."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actions.guidance.models.piece import Piece, PieceQuerySet
from config.fields import ListField


class FactQuerySet(PieceQuerySet):
    def resting_on(self, sources):
        """A list of the facts that share a source with a piece. Reads all facts: there are a few dozen."""
        wanted = set(sources)
        return [fact for fact in self if wanted.intersection(fact.sources)]


class Fact(Piece):
    """One fact. `title` is the plain line that stands on the page."""

    value = models.TextField(_("figures"))
    measures = models.TextField(_("what it measures"))
    population = models.CharField(_("who was asked"), max_length=300)
    year = models.CharField(_("year"), max_length=120)
    primary_source = models.CharField(_("where the figure comes from"), max_length=300)
    caveats = models.TextField(_("what it leaves out"))
    status = models.CharField(_("what we read"), max_length=120, help_text=_("Primary or secondary."))
    sources = ListField(_("sources"), help_text=_("One key a line."))

    objects = FactQuerySet.as_manager()

    class Meta(Piece.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")

    class Privacy(Piece.Privacy):
        public = (
            *Piece.Privacy.public,
            *("value", "measures", "population", "year", "primary_source", "caveats", "status", "sources"),
        )

    def get_absolute_url(self):
        return f"{reverse('guidance:facts')}#{self.slug}"
