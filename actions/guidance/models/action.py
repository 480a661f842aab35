"""Actions: one thing a person can do, with the words for it and the reasons not to."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actions.guidance.models.piece import Piece, PieceQuerySet
from actions.guidance.vocabulary import Effort, Strategy, When, Where
from config.fields import ListField


class ActionQuerySet(PieceQuerySet):
    def one_tap(self):
        """Actions that come with a ready-made pledge in `pledge` (and `pledge_everyone`, where that differs)."""
        return self.exclude(pledge="")

    def first_pledges(self):
        """The few that make a good first promise."""
        return self.one_tap().filter(first=True)

    def fitting(self, when="", where="", strategy="", effort=""):
        """Actions that fit every code given (see vocabulary). An empty code leaves the question open."""
        rows = self
        for name, code in (("when", when), ("effort", effort)):
            if code:
                rows = rows.filter(**{name: code})
        for name, code in (("where", where), ("strategy", strategy)):
            if code:  # SQLite has no JSON containment; a code in its quotation marks is found as text
                rows = rows.filter(**{f"{name}__icontains": f'"{code}"'})
        return rows


class Action(Piece):
    """One action. `first` puts its pledge at the top; `care` puts the risk high on its page."""

    when = models.CharField(_("when"), max_length=20, choices=When)
    where = ListField(_("where"), words=Where)
    strategy = ListField(_("strategy"), words=Strategy)
    effort = models.CharField(_("effort"), max_length=20, choices=Effort)
    risk = models.TextField(_("risk"))
    limits = models.TextField(_("when not to"))
    steps = ListField(_("steps"), help_text=_("One step a line, three to six."))
    words = ListField(_("words to use"), help_text=_("One a line, without quotation marks around them."))
    pledge = models.CharField(
        _("pledge"), max_length=120, blank=True, help_text=_("Empty: it is not for the #IWill board.")
    )
    pledge_everyone = models.CharField(
        _("pledge for everyone"),
        max_length=120,
        blank=True,
        help_text=_("Where the pledge speaks to men only."),
    )
    no_pledge_reason = models.CharField(_("why there is no pledge"), max_length=200, blank=True)
    first = models.BooleanField(_("a good first pledge"), default=False)
    care = models.BooleanField(_("show the risk first"), default=False)
    seeds = ListField(_("points of the articles"), blank=True, help_text=_("One key a line, such as S1.25."))
    sources = ListField(_("sources"), blank=True, help_text=_("One key a line."))

    objects = ActionQuerySet.as_manager()

    class Meta(Piece.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            *Piece.Meta.constraints,
            models.CheckConstraint(
                condition=Q(first=False) | ~Q(pledge=""), name="%(app_label)s_%(class)s_first_has_a_pledge"
            ),
            models.CheckConstraint(
                condition=Q(pledge_everyone="") | ~Q(pledge=""),
                name="%(app_label)s_%(class)s_no_second_pledge_alone",
            ),
            models.CheckConstraint(
                condition=Q(when__in=When.values), name="%(app_label)s_%(class)s_known_when"
            ),
            models.CheckConstraint(
                condition=Q(effort__in=Effort.values), name="%(app_label)s_%(class)s_known_effort"
            ),
        ]

    class Privacy(Piece.Privacy):
        public = (
            *Piece.Privacy.public,
            *("when", "where", "strategy", "effort", "risk", "limits", "steps", "words", "seeds", "sources"),
            *("pledge", "pledge_everyone", "no_pledge_reason", "first", "care"),
        )

    def get_absolute_url(self):
        return reverse("guidance:action", args=[self.slug])

    @property
    def where_labels(self):
        return [Where(code).label for code in self.where]

    @property
    def strategy_labels(self):
        return [Strategy(code).label for code in self.strategy]

    @property
    def summary_line(self):
        """The moment and the time it takes, as one line of a list."""
        return f"{self.get_when_display()} · {self.get_effort_display()}"
