"""One decision about many pledges: those on a page, or all of a case. Nothing that nobody read comes on the board.

Every chunk is a transaction of its own and moves pledges of one case once (see moderation/__init__.py). The rows of
one such decision share their moment and their moderator: that is how `undo` finds them again.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.pledges import moderation, refusals
from actions.pledges.models import TWO_PEOPLE, Case, Pledge, PledgeDecision, PledgeQuerySet
from actions.pledges.moderation.moving import move
from actions.pledges.moderation.transitions import check_asked, check_people
from config.safety.plain_text import one_line

Outcome, Status = PledgeDecision.Outcome, Pledge.Status
CHUNK = 1000
SAMPLES, LOOKED_AT = 10, 1000
OF_A_CASE = (Outcome.APPROVE, Outcome.DECLINE, Outcome.HOLD)


@dataclass(frozen=True)
class Skipped:
    """A pledge that was left as it is, and why, as a sentence. `public_id` is "" when it was gone from the start."""

    public_id: str
    why: str


@dataclass(frozen=True)
class Result:
    """`done` pledges were changed at that moment. `unread`: those of a case whose words were not on the page."""

    done: int
    skipped: tuple[Skipped, ...]
    at: dt.datetime
    unread: int = 0


def decide(seen: Sequence[tuple[int, int]], *, outcome: str, code: str = "", by: User) -> Result:
    """Decide about pledges (key, version) that were on one page, each in its own transaction.

    Raises ValueError for what is no decision. Whatever else stands against one of them only skips it.
    """
    check_asked(outcome, code)
    at, done, skipped = timezone.now(), 0, []
    names = dict(Pledge.objects.filter(pk__in=[pk for pk, _v in seen]).values_list("pk", "public_id"))
    for pk, version in sorted(set(seen)):
        try:
            moderation.decide(pk, version, outcome, code, by=by, at=at)
        except refusals.REFUSALS as error:
            skipped.append(Skipped(names.get(pk, ""), refusals.sentence(error)))
        else:
            done += 1
    return Result(done, tuple(skipped), at)


def decide_case(
    case_pk: int, *, up_to: int, outcome: str, code: str = "", by: User, shown: Collection[int] = ()
) -> Result:
    """Decide about all pledges of a case with a key up to `up_to`; those that came after the page stay.

    DECLINE and HOLD are for all. APPROVE is for those whose words, nickname included, are exactly those of a sample in
    `shown` (keys; capitals and blanks aside): the others wait on and are counted as `unread`. With a code of TWO_PEOPLE
    the pledges move together into one case for a second person, who declines all of them with the same code.

    `done` is 0 when a colleague decided first. Raises ValueError for any other outcome.
    """
    check_asked(outcome, code)
    if outcome not in OF_A_CASE:
        raise ValueError(f"{outcome!r} is not a decision about a case")
    at = timezone.now()
    case = Case.objects.filter(pk=case_pk).first()
    if case is None:
        return Result(0, (), at)
    if case.queue == Case.Queue.REPORTED:
        rows = Pledge.objects.in_case(case).filter(pk__lte=up_to).values_list("pk", "version")
        return decide(list(rows), outcome=outcome, code=code, by=by)
    whole = _Whole(case, up_to, outcome, code, by, at)
    if outcome == Outcome.APPROVE:
        read = {_read(pledge) for pledge in Pledge.objects.in_case(case).filter(pk__in=list(shown))}
        whole.read = read | {(text, "") for text, _nickname in read}
    if code in TWO_PEOPLE:
        whole.run(Pledge.objects.filter(proposed_code=code), Outcome.DECLINE)
        whole.run(Pledge.objects.exclude(proposed_code=code), Outcome.PROPOSE)
    else:
        whole.run(Pledge.objects.all(), outcome)
    return Result(whole.done, tuple(whole.skipped), at, whole.unread)


def samples(case: Case) -> list[Pledge]:
    """At most SAMPLES waiting pledges with different texts, oldest first, from the oldest LOOKED_AT of the case."""
    first: dict[str, int] = {}
    for pk, text in Pledge.objects.in_case(case).values_list("pk", "text")[:LOOKED_AT]:
        first.setdefault(one_line(text).casefold(), pk)
        if len(first) == SAMPLES:
            break
    return list(Pledge.objects.in_case(case).filter(pk__in=first.values()))


def undo(at: dt.datetime, by_whom: User, *, by: User) -> Result:
    """Take back all that `by_whom` decided in that moment; pledges that changed since are skipped and named.

    As the undo of one: they wait again where they lay, also those that were kept on the board. Raises TooLateError
    after UNDO_HOURS, or when there is nothing to undo.
    """
    now = timezone.now()
    if at < now - dt.timedelta(hours=moderation.UNDO_HOURS):
        raise refusals.TooLateError(
            _("A decision can be undone for %(hours)s hours.") % {"hours": moderation.UNDO_HOURS}
        )
    rows = list(PledgeDecision.objects.in_order().filter(at=at, by=by_whom, outcome__in=moderation.UNDOABLE))
    if not rows:
        raise refusals.TooLateError(_("There is no decision here that can be undone."))
    done, skipped = 0, list[Skipped]()
    for start in range(0, len(rows), CHUNK):
        number, left = _undo_chunk(
            {row.pledge_public_id: row for row in rows[start : start + CHUNK]}, by, now
        )
        done += number
        skipped += left
    return Result(done, tuple(skipped), now)


def _undo_chunk(rows: dict[str, PledgeDecision], by: User, now: dt.datetime) -> tuple[int, list[Skipped]]:
    """One transaction for each case that they lie in now."""
    gone, changed, places = set(rows), set[str](), defaultdict[tuple[object, ...], list[int]](list)
    for pledge in Pledge.objects.filter(public_id__in=rows):
        gone.discard(pledge.public_id)
        places[_place(pledge)].append(pledge.pk)
    done = 0
    for place, pks in places.items():
        with transaction.atomic():
            found = list(Pledge.objects.filter(pk__in=pks).order_by("pk").select_for_update())
            same = [p for p in found if p.version == rows[p.public_id].version + 1 and _place(p) == place]
            if same:
                move(same, Outcome.UNDO, "", by, now, undone=[rows[p.public_id] for p in same])
        done += len(same)
        changed |= {p.public_id for p in found} - {p.public_id for p in same}
    return done, [
        *(Skipped(public_id, refusals.sentence(refusals.GoneError())) for public_id in sorted(gone)),
        *(Skipped(p, _("Somebody decided about this pledge since, or it changed.")) for p in sorted(changed)),
    ]


def _place(pledge: Pledge) -> tuple[object, ...]:
    """Pledges with the same place can be moved together."""
    return pledge.case_id or f"alone {pledge.pk}", pledge.status, pledge.second_look_asked, pledge.action_key


def _read(pledge: Pledge) -> tuple[str, str]:
    """What a moderator reads of it, and what the board would show."""
    return one_line(pledge.text).casefold(), one_line(pledge.nickname).casefold()


class _Whole:
    """A decision about a whole case, chunk by chunk."""

    def __init__(self, case: Case, up_to: int, outcome: str, code: str, by: User, at: dt.datetime) -> None:
        self.case, self.up_to, self.outcome, self.code, self.by, self.at = case, up_to, outcome, code, by, at
        self.done, self.unread, self.skipped = 0, 0, list[Skipped]()
        self.read = set[tuple[str, str]]()
        self.into: int | None = None

    def run(self, those: PledgeQuerySet, outcome: str) -> None:
        """Make `outcome` of those in the case, lowest key first."""
        last, more = 0, True
        while more:
            with transaction.atomic():
                rows = those.filter(pk__gt=last, pk__lte=self.up_to)
                rows = rows.in_case(self.case)[:CHUNK].select_for_update()
                pledges = list(rows)
                self._chunk([p for p in pledges if self._may(p)], outcome)
            more = len(pledges) == CHUNK
            last = pledges[-1].pk if pledges else last

    def _chunk(self, pledges: list[Pledge], outcome: str) -> None:
        if not pledges:
            return
        whole = outcome == Outcome.HOLD
        move(pledges, outcome, self.code, self.by, self.at, whole=whole, into=self.into)
        if outcome == Outcome.PROPOSE:
            self.into = Pledge.objects.values_list("case_id", flat=True).get(pk=pledges[0].pk)
        self.done += len(pledges)

    def _may(self, pledge: Pledge) -> bool:
        try:
            check_people(pledge, self.outcome, self.code, self.by)
        except refusals.NotAllowedError as error:
            self.skipped.append(Skipped(pledge.public_id, refusals.sentence(error)))
            return False
        if self.outcome == Outcome.APPROVE and _read(pledge) not in self.read:
            self.unread += 1
            return False
        return True
