"""One pledge: decide about it, take the decision back, ask for a second look. Every move is compare-and-set."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.pledges import cases
from actions.pledges.models import Case, Pledge, PledgeDecision
from actions.pledges.moderation.moving import move
from actions.pledges.moderation.transitions import (
    CODES,
    TRANSITIONS,
    UNDO_HOURS,
    UNDOABLE,
    check_asked,
    check_people,
    may_ask,
    written,
)
from actions.pledges.refusals import AlreadyDecidedError, GoneError, TooLateError

Status, Outcome = Pledge.Status, PledgeDecision.Outcome


def approve(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Put a pledge on the board. Raises AlreadyDecidedError, GoneError or SamePersonError."""
    return decide(pk, version, Outcome.APPROVE, by=by)


def keep(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Leave a pledge on the board that readers reported; their reports are gone then. Raises as `approve`."""
    return decide(pk, version, Outcome.KEEP, by=by)


def decline(pk: int, *, version: int, code: str, by: User) -> PledgeDecision:
    """Keep a pledge off the board, or take it off, for a reason from CODES.

    With a code of TWO_PEOPLE the first person only proposes (the row says `propose`, the pledge waits) and the same
    code from a different person declines it. Another code of TWO_PEOPLE is a new proposal; anything else is that
    person's decision, and both stand in the log. Raises AlreadyDecidedError, GoneError, SamePersonError, ValueError.
    """
    if code not in CODES:
        raise ValueError(f"{code!r} is not a decision code")
    return decide(pk, version, Outcome.DECLINE, code, by=by)


def hold(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Set a pledge aside without a reason; it goes on waiting. Raises AlreadyDecidedError or GoneError."""
    return decide(pk, version, Outcome.HOLD, by=by)


def pass_on(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Leave a pledge to somebody else without a reason. Raises AlreadyDecidedError or GoneError."""
    return decide(pk, version, Outcome.PASS_ON, by=by)


def second_look(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Open a declined pledge again, as a person who did not decline it. Raises as `approve`, and NotAllowedError."""
    return decide(pk, version, Outcome.SECOND_LOOK, by=by)


def undo(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Take the last decision back within UNDO_HOURS: the pledge waits again where it lay, not held, without proposal.

    That goes for `keep` as well, and for a decision that took a pledge off the board: nothing comes back on the board
    because of an undo, a person reads it again. Any moderator may. Raises TooLateError, AlreadyDecidedError, GoneError.
    """
    now = timezone.now()
    with transaction.atomic():
        pledge = _seen(pk, version)
        last = last_decision(pledge)
        if last is None or last.version != version - 1 or last.outcome not in UNDOABLE:
            raise TooLateError(_("There is no decision here that can be undone."))
        if last.at < now - dt.timedelta(hours=UNDO_HOURS):
            raise TooLateError(_("A decision can be undone for %(hours)s hours.") % {"hours": UNDO_HOURS})
        return move([pledge], Outcome.UNDO, "", by, now, undone=[last])[0]


def ask_second_look(pk: int) -> bool:
    """The writer asks that another person reads a declined pledge: once. False when that is not possible (any more).

    No row in the log: that is about the decisions of staff.
    """
    with transaction.atomic():
        pledge = Pledge.objects.select_for_update().filter(pk=pk).first()
        if pledge is None or not may_ask(pledge):
            return False
        Pledge.objects.filter(pk=pk).update(
            status=Status.PENDING,
            code="",
            decided_on=None,
            second_look_asked=True,
            case=cases.alone(pledge, Case.Queue.SECOND),
            version=F("version") + 1,
        )
    return True


def decide(
    pk: int, version: int, outcome: str, code: str = "", *, by: User, at: dt.datetime | None = None
) -> PledgeDecision:
    """Check the rules on the row as it is now, then move it. `at`: the moment that many decisions share.

    Raises AlreadyDecidedError, GoneError, NotAllowedError, SamePersonError, and ValueError for what is no decision.
    """
    check_asked(outcome, code)
    try:
        with transaction.atomic():
            pledge = _seen(pk, version)
            if pledge.status not in TRANSITIONS[outcome]:
                raise AlreadyDecidedError(last_decision(pledge))
            check_people(pledge, outcome, code, by)
            return move([pledge], written(pledge, outcome, code), code, by, at or timezone.now())[0]
    except IntegrityError as error:
        if PledgeDecision.objects.filter(pledge_public_id=pledge.public_id, version=version).exists():
            raise AlreadyDecidedError(None) from error  # a second row for one version: the database says no
        raise  # the log is broken: `verify_decisions` says where


def _seen(pk: int, version: int) -> Pledge:
    """The pledge as the moderator saw it, locked until the transaction ends."""
    pledge = Pledge.objects.select_for_update().filter(pk=pk).first()
    if pledge is None:
        raise GoneError
    if pledge.version != version:
        raise AlreadyDecidedError(last_decision(pledge))
    return pledge


def last_decision(pledge: Pledge) -> PledgeDecision | None:
    """The newest decision about a pledge, with its moderator."""
    return PledgeDecision.objects.about(pledge).select_related("by").last()
