"""One pledge and the queries over pledges. Only moderation/ and retention.py write here."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actions.guidance.vocabulary import Strategy, Where
from actions.pledges.models.case import Case
from actions.pledges.models.keyset import RowBefore, WallIndex
from config.fields import ListField

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 o 1 i l: addresses are read aloud
PUBLIC_ID_LENGTH = 10
TEXT_MAX = 120
NICKNAME_MAX = 30
TWO_PEOPLE = ("D12", "D13")  # a child at risk, suicide or danger now: never decided by one person alone


def new_public_id():
    return "".join(secrets.choice(ALPHABET) for _n in range(PUBLIC_ID_LENGTH))


class PledgeQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Pledge.Status.PUBLISHED)

    def in_case(self, case):
        """Those of a case that wait for its decision, oldest first."""
        rows = self.filter(case=case).order_by("pk")
        return rows.published() if case.queue == Case.Queue.REPORTED else rows.awaiting_review()

    def awaiting_review(self):
        """Oldest first: nobody waits longer than somebody who came later."""
        return self.filter(status=Pledge.Status.PENDING).order_by("pk")

    def first_look(self):
        """What nobody has decided about yet, without what waits for a second person."""
        return self.awaiting_review().filter(second_look_asked=False, proposed_by=None)

    def second_look(self):
        """Decided once and asked about again: for somebody who did not decide before."""
        return self.awaiting_review().filter(second_look_asked=True)

    def proposed(self):
        """One person found a danger; a different one has to look."""
        return self.awaiting_review().filter(proposed_by__isnull=False)

    def on_the_wall(self):
        """Own words, newest decision first. One-tap pledges are shown together, by action, with a count."""
        return self.published().filter(action_key="").order_by("-decided_on", "-pk")

    def older_than(self, decided_on, pk):
        """The part of the wall after the row with this date and key (keyset: the cost does not grow)."""
        day, key = Value(decided_on, output_field=models.DateField()), Value(pk)
        return self.filter(RowBefore(F("decided_on"), F("pk"), day, key))

    def sorted_under(self, *, near="", place="", strategy="", language=""):
        """Those of an action (its key), a place, a strategy, a language. Empty leaves the question open."""
        asked = {"near": near, "place": place, "strategy": strategy, "language": language}
        return self.filter(**{name: code for name, code in asked.items() if code})


class Pledge(models.Model):
    """One promise: own words, or one of the ready-made promises that belong to the actions."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Waiting to be read")
        PUBLISHED = "published", _("On the board")
        DECLINED = "declined", _("Not on the board")

    class Kept(models.TextChoices):
        KEPT = "kept", _("I kept it")
        HARD = "hard", _("It was hard")

    public_id = models.CharField(
        _("public id"), max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id
    )
    status = models.CharField(_("status"), max_length=9, choices=Status)
    version = models.PositiveIntegerField(_("version"), default=1)
    language = models.CharField(_("language"), max_length=5)
    text = models.CharField(_("pledge"), max_length=TEXT_MAX, blank=True)
    action_key = models.CharField(_("action"), max_length=8, blank=True)
    nickname = models.CharField(_("nickname"), max_length=NICKNAME_MAX, blank=True)
    plan_if = models.CharField(_("plan"), max_length=TEXT_MAX, blank=True)
    # What the board is sorted by. `near` is the action whose page the writer came from.
    near = models.CharField(_("near the action"), max_length=8, blank=True)
    place = models.CharField(_("place"), max_length=20, choices=Where, blank=True)
    strategy = models.CharField(_("strategy"), max_length=20, choices=Strategy, blank=True)
    code = models.CharField(_("reason"), max_length=3, blank=True)
    made_on = models.DateField(_("made on"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    secret_hash = models.CharField(_("fingerprint of the return link"), max_length=64, unique=True)
    sitting_hash = models.CharField(_("fingerprint of the form"), max_length=64, unique=True)

    # Pledges from before the words have none; their link still works.
    words_hash = models.CharField(
        _("fingerprint of the words"), max_length=64, unique=True, null=True, blank=True
    )
    proposed_code = models.CharField(_("proposed reason"), max_length=3, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("proposed by"),
    )
    # Where it lies on the desk; the last one stays after a decision, for an undo.
    case = models.ForeignKey(
        Case, models.SET_NULL, related_name="pledges", null=True, blank=True, verbose_name=_("case")
    )
    findings = ListField(
        _("found"), blank=True, help_text=_("Codes of the rules of the screening, never the words.")
    )
    held = models.BooleanField(_("held"), default=False)
    second_look_asked = models.BooleanField(_("second look asked for"), default=False)
    kept = models.CharField(pgettext_lazy("a promise", "kept"), max_length=4, choices=Kept, blank=True)
    kept_on = models.DateField(_("kept on"), null=True, blank=True)

    objects = PledgeQuerySet.as_manager()

    class Privacy:
        personal = {
            "text": _(
                "until you take it down; unread: 90 days; not on the board: 30 days, a story or a danger: 7 days"
            ),
            "nickname": _("as long as the pledge"),
            "plan_if": _("as long as the pledge; only your own page shows it"),
            "secret_hash": _("as long as the pledge; the link itself is not kept"),
            "sitting_hash": _("as long as the pledge"),
            "words_hash": _("as long as the pledge; the words themselves are not kept"),
            "findings": _("until a person has decided"),
            "proposed_code": _("until a second person has decided"),
            "proposed_by": _("until a second person has decided"),
            "kept": _("as long as the pledge; only your own page shows it, the board shows a number"),
            "kept_on": _("as long as the pledge; your own page shows the month"),
        }
        public = ("public_id", "language", "action_key", "near", "place", "strategy", "made_on", "decided_on")
        internal = ("status", "version", "code", "case", "held", "second_look_asked")

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_own_words_or_ready_made",
                condition=(~Q(text="") & Q(action_key=""))
                | (Q(text="") & ~Q(action_key="") & Q(nickname="")),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_decided_or_waiting",
                condition=(
                    Q(status="pending", decided_on=None, code="", action_key="")
                    | Q(status="published", decided_on__isnull=False, code="")
                    | (Q(status="declined", decided_on__isnull=False, action_key="") & ~Q(code=""))
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_proposal_has_a_person",
                condition=Q(proposed_code="", proposed_by=None)
                | Q(status="pending", proposed_code__in=TWO_PEOPLE, proposed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_waiting_has_a_case",
                condition=Q(case__isnull=False) | ~Q(status="pending"),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_only_waiting_is_held",
                condition=Q(held=False) | Q(status="pending"),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_kept_on_the_board",
                condition=Q(kept="", kept_on=None)
                | Q(status="published", kept__in=("kept", "hard"), kept_on__isnull=False),
            ),
        ]
        indexes = [
            WallIndex(
                fields=["decided_on", "id"],
                name="pledge_wall",
                condition=Q(status="published", action_key=""),
            ),
            models.Index("id", name="pledge_queue", condition=Q(status="pending")),
            *(
                WallIndex(
                    fields=[name, "decided_on", "id"],
                    name=f"pledge_wall_{name}",
                    condition=Q(status="published", action_key=""),
                )
                for name in ("language", "near", "place", "strategy")
            ),
        ]

    def __str__(self):
        # Never the text: this ends in the admin log and in messages.
        return f"Pledge {self.public_id}"
