"""Facts: one figure, never without its year, who was asked and what it leaves out."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.guidance.charts import Chart, drawn
from actions.guidance.models.piece import Piece, PieceQuerySet
from actions.guidance.vocabulary import ChartKind, FactTopic
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
    topic = models.CharField(_("topic"), max_length=20, choices=FactTopic, default=FactTopic.HOW_COMMON)
    checked = models.DateField(
        _("last checked"),
        default=timezone.localdate,
        help_text=_("The day on which somebody last read the source beside this text."),
    )
    chart = models.CharField(_("chart"), max_length=10, choices=ChartKind, blank=True)
    chart_title = models.CharField(
        _("title of the chart"), max_length=200, blank=True, help_text=_("What is counted, and out of whom.")
    )
    chart_rows = ListField(
        _("rows of the chart"),
        blank=True,
        help_text=_("One a line: what it is | how many of 100. A hundred people need rows that make 100."),
    )
    sources = ListField(_("sources"), help_text=_("One key a line."))

    objects = FactQuerySet.as_manager()

    class Meta(Piece.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [
            *Piece.Meta.constraints,
            models.CheckConstraint(
                condition=Q(topic__in=FactTopic.values), name="%(app_label)s_%(class)s_known_topic"
            ),
            models.CheckConstraint(
                condition=Q(chart="") | Q(chart__in=ChartKind.values) & ~Q(chart_title=""),
                name="%(app_label)s_%(class)s_chart_has_a_title",
            ),
        ]

    class Privacy(Piece.Privacy):
        public = (
            *Piece.Privacy.public,
            *("value", "measures", "population", "year", "primary_source", "caveats", "status", "sources"),
            *("topic", "checked", "chart", "chart_title", "chart_rows"),
        )

    def get_absolute_url(self):
        return f"{reverse('guidance:facts')}#{self.slug}"

    @property
    def picture(self) -> Chart | None:
        """The figures as a drawing, where one helps."""
        return drawn(self.chart, self.chart_rows)
