"""The decision log and its head. Only moderation.py writes here, through chain.py."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.pledges.models.pledge import PUBLIC_ID_LENGTH, Pledge
from config.append_only import Stays


class PledgeDecisionQuerySet(models.QuerySet):
    def in_order(self):
        """As they were written: rows are added one at a time, under the lock of the head."""
        return self.order_by("pk")

    def about(self, pledge: Pledge):
        """The decisions about one pledge, oldest first."""
        return self.filter(pledge_public_id=pledge.public_id).order_by("version")

    def deciders(self) -> set[int]:
        """Of the decisions about one pledge: keys of the staff who settled something and did not take it back.

        Undoing brings a pledge back without its proposal, so it takes the proposal before it back as well.
        """
        outcomes = PledgeDecision.Outcome
        settled: list[tuple[str, int]] = []
        for outcome, person in self.values_list("outcome", "by_id"):
            if outcome in (outcomes.APPROVE, outcomes.DECLINE, outcomes.PROPOSE, outcomes.HOLD):
                settled.append((outcome, person))
            elif outcome == outcomes.UNDO and settled:
                settled.pop()
                while settled and settled[-1][0] in (outcomes.PROPOSE, outcomes.HOLD):
                    settled.pop()
        return {person for outcome, person in settled if outcome != outcomes.HOLD}


class PledgeDecision(Stays):
    """Who decided what and when, without any text; it outlives the pledge.

    Append-only, and the database itself refuses anything else: log_guard.py. Each row holds the hash of the one before.
    """

    class Outcome(models.TextChoices):
        APPROVE = "approve", _("put on the board")
        KEEP = "keep", _("kept on the board")
        DECLINE = "decline", _("declined")
        PROPOSE = "propose", _("proposed to decline, a second person decides")
        HOLD = "hold", _("held")
        PASS_ON = "pass_on", _("passed on")
        UNDO = "undo", _("undone")
        SECOND_LOOK = "second_look", _("opened for a second look")

    SETTLES = (Outcome.APPROVE, Outcome.KEEP, Outcome.DECLINE)  # what the numbers call a decision

    pledge_public_id = models.CharField(_("pledge"), max_length=PUBLIC_ID_LENGTH)
    version = models.PositiveIntegerField(_("version decided on"))
    outcome = models.CharField(_("outcome"), max_length=11, choices=Outcome)
    code = models.CharField(_("reason"), max_length=3, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    # Unique: two rows cannot follow the same one, so the chain never forks.
    previous = models.CharField(_("hash of the row before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    kept = "A decision is written once, and it stays."
    objects = PledgeDecisionQuerySet.as_manager()

    class Privacy:
        personal = {
            "by": _("kept: staff answer for their decisions"),
            "code": _("kept, without the words it was about"),
            "at": _("kept"),
        }
        internal = ("pledge_public_id", "version", "outcome", "previous", "hash")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            # Two winners are impossible even if every other line of code were wrong.
            models.UniqueConstraint(
                fields=["pledge_public_id", "version"], name="%(app_label)s_%(class)s_one_per_version"
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_code_when_declined",
                condition=(Q(outcome__in=("decline", "propose")) & ~Q(code=""))
                | (~Q(outcome__in=("decline", "propose")) & Q(code="")),
            ),
        ]
        # Decisions about many pledges at once share their moment: that is how they are found to be undone.
        indexes = [models.Index("at", name="decision_at")]

    def __str__(self):
        return f"{self.pledge_public_id}: {self.get_outcome_display()}"


class LogHead(models.Model):
    """The end of the log in one row: the lock under which rows are added, and how many there must be.

    Without it, rows cut off at the end would leave a shorter chain that still fits.
    """

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    hash = models.CharField(_("hash of the last row"), max_length=64)
    length = models.PositiveBigIntegerField(_("number of rows"), default=0)

    class Privacy:
        internal = ("id", "hash", "length")

    class Meta:
        verbose_name = _("head of the log")
        verbose_name_plural = _("heads of the log")
        constraints = [models.CheckConstraint(name="%(app_label)s_%(class)s_one_row", condition=Q(id=1))]

    def __str__(self):
        return f"{self.length}: {self.hash[:12]}"
