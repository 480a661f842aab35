"""What lies on the moderators' desk, a row each. Only cases.py and claims.py write here."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.fields import ListField

MARK_LENGTH = 16


class CaseQuerySet(models.QuerySet):
    def open(self):
        """Something in it waits. Empty cases stay until the hourly purge: an undo brings their pledges back."""
        return self.filter(waiting__gt=0)

    def in_queue(self, queue: str):
        """Open cases of one queue in the order in which they are read: oldest first, those that may wait last."""
        return self.open().filter(queue=queue).order_by("slow", "pk")

    def free_for(self, person, now: dt.datetime):
        """Without those that a colleague has open right now."""
        return self.exclude(Q(claimed_until__gt=now) & ~Q(claimed_by=person))


class Case(models.Model):
    """One thing to decide: a pledge, or many that are nearly the same.

    `waiting` is how many of its pledges wait for the decision. `language` and `rules` are those of its first pledge.
    """

    class Queue(models.TextChoices):
        CARE = "care", _("Needs care")
        REPORTED = "reported", _("Reported")
        SECOND = "second", _("For a second person")
        NEW = "new", pgettext_lazy("pledges that nobody has read", "New")
        FLOOD = "flood", _("Flood")

    queue = models.CharField(_("queue"), max_length=8, choices=Queue)
    waiting = models.PositiveIntegerField(_("waiting"), default=1)
    language = models.CharField(_("language"), max_length=5)
    rules = ListField(_("found"), blank=True)
    # Sent without proof of work: nothing is wrong with it, but it is read after the others.
    slow = models.BooleanField(_("may wait"), default=False)
    held = models.BooleanField(_("held"), default=False)
    opened_on = models.DateField(_("since"))
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("open at"),
    )
    claimed_until = models.DateTimeField(_("open until"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Privacy:
        personal = {
            "rules": _("until the day after the decision"),
            "claimed_by": _("until the day after the decision"),
        }
        internal = ("queue", "waiting", "language", "slow", "held", "opened_on", "claimed_until")

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_claim_has_an_end",
                condition=Q(claimed_by=None, claimed_until=None)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index("queue", "slow", "id", name="case_queue", condition=Q(waiting__gt=0)),
            # Few are held. Else counting them for the tabs of the desk reads everything that waits.
            models.Index("slow", "id", name="case_held", condition=Q(waiting__gt=0, held=True)),
        ]

    def __str__(self):
        # Never a text: a case is named in messages.
        return f"Case {self.pk}"


class CaseMark(models.Model):
    """A part of the likeness of a case's pledges: two texts with a mark in common may be nearly the same."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="marks", verbose_name=_("case"))
    mark = models.CharField(_("mark"), max_length=MARK_LENGTH)

    class Privacy:
        internal = ("case", "mark")

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = [
            models.UniqueConstraint(fields=["mark", "case"], name="%(app_label)s_%(class)s_once_a_case")
        ]

    def __str__(self):
        return self.mark
