"""Numbers by month, counted as things happen, so that no page counts rows. Only counting.py writes here."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MonthlyNumberQuerySet(models.QuerySet):
    def since(self, month: dt.date):
        """Numbers of that month and later, oldest first. `month` is the first day of it."""
        return self.filter(month__gte=month).order_by("month", "kind", "key")


class MonthlyNumber(models.Model):
    """How many of something there were in one month.

    | kind     | key                                              | month                           |
    |----------|--------------------------------------------------|---------------------------------|
    | made     | key of an action; for written pledges "own", or  | in which it came on the board   |
    |          | "own:" and the strategy that the writer chose    |                                 |
    | kept     | the same                                         | in which its writer said so     |
    | decision | "approve", "keep", or a code D1 to D13           | of the decision                 |
    | wait     | whole days from sending to the first decision    | of the decision                 |
    """

    KEY_LENGTH = 32

    class Kind(models.TextChoices):
        MADE = "made", _("made")
        KEPT = "kept", pgettext_lazy("a promise", "kept")
        DECISION = "decision", _("decided")
        WAIT = "wait", _("days of waiting")

    month = models.DateField(_("month"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    key = models.CharField(_("key"), max_length=KEY_LENGTH)
    number = models.PositiveIntegerField(_("number"), default=0)

    objects = MonthlyNumberQuerySet.as_manager()

    class Privacy:
        public = ("month", "kind", "key", "number")

    class Meta:
        verbose_name = _("number of a month")
        verbose_name_plural = _("numbers of the months")
        constraints = [
            models.UniqueConstraint(fields=["month", "kind", "key"], name="%(app_label)s_%(class)s_once"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.kind} {self.key}: {self.number}"
