"""The only writer of a pledge's status. Every move is compare-and-set, with its decision row in one transaction.

Locks are taken in one order: the pledge, its count, the head of the log. A decision about many pledges is one
transaction each, or two of them could wait for each other.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.pledges import cases, chain, counting, keeping, return_link, word_code
from actions.pledges.models import TWO_PEOPLE, Case, Pledge, PledgeDecision
from actions.pledges.refusals import (
    AlreadyDecidedError,
    GoneError,
    NotAllowedError,
    SamePersonError,
    TooLateError,
)

Status, Outcome = Pledge.Status, PledgeDecision.Outcome

# From where to where a decision moves a pledge. Taking down is not a move: the row is gone. What is on the board and
# has to be looked at again leaves the board first: when in doubt, hold it (guidance brief, part 7.9).
TRANSITIONS: dict[str, dict[str, str]] = {
    Outcome.APPROVE: {Status.PENDING: Status.PUBLISHED},
    Outcome.KEEP: {Status.PUBLISHED: Status.PUBLISHED},
    Outcome.DECLINE: {Status.PENDING: Status.DECLINED, Status.PUBLISHED: Status.DECLINED},
    Outcome.PROPOSE: {Status.PENDING: Status.PENDING, Status.PUBLISHED: Status.PENDING},
    Outcome.HOLD: {Status.PENDING: Status.PENDING, Status.PUBLISHED: Status.PENDING},
    Outcome.PASS_ON: {Status.PENDING: Status.PENDING, Status.PUBLISHED: Status.PUBLISHED},
    Outcome.SECOND_LOOK: {Status.DECLINED: Status.PENDING},
}
CODES = tuple(f"D{number}" for number in range(1, 14))  # guidance brief, part 7.4
UNDOABLE = (Outcome.APPROVE, Outcome.KEEP, Outcome.DECLINE, Outcome.PROPOSE, Outcome.HOLD)
UNDO_HOURS = 24
# A story, a confession or a danger meets help; putting it before a person again would not help the writer.
NO_SECOND_LOOK = ("D2", "D4", *TWO_PEOPLE)


@dataclass(frozen=True)
class Submitted:
    """A stored pledge, the secret of its return link and the same as words. Nobody can look them up again."""

    pledge: Pledge
    secret: str
    words: str


def submit(
    *,
    sitting: str,
    language: str,
    text: str = "",
    nickname: str = "",
    plan_if: str = "",
    action_key: str = "",
    near: str = "",
    place: str = "",
    strategy: str = "",
    slow: bool = False,
) -> Submitted:
    """Store a pledge. Own words wait for a person; a ready-made one counts at once.

    `near`, `place`, `strategy`: what the board sorts written pledges by. `slow`: read after the others.

    `sitting` is the random part of the form's token. The same words sent twice from one sitting are one pledge, a
    double click; other words are another pledge.
    """
    sitting = "\0".join((sitting, action_key, text, nickname, plan_if))
    secret, words = return_link.secret_for(sitting), word_code.words_for(sitting)
    today = timezone.localdate()
    values: dict[str, Any] = {
        "status": Status.PUBLISHED if action_key else Status.PENDING,
        "decided_on": today if action_key else None,
        "made_on": today,
        "language": language,
        "text": text,
        "nickname": nickname,
        "plan_if": plan_if,
        "action_key": action_key,
        "near": near,
        "place": place,
        "strategy": strategy,
        "secret_hash": return_link.fingerprint(secret),
        "words_hash": return_link.fingerprint(words),
    }
    key = return_link.fingerprint(sitting)
    with transaction.atomic():
        pledge = Pledge.objects.filter(sitting_hash=key).first()
        if pledge is None:
            if not action_key:
                findings = cases.findings(text, nickname, plan_if)
                values["findings"] = cases.codes(findings)
                values["case"] = cases.open_for(text, language, findings, slow=slow)
            pledge, created = Pledge.objects.get_or_create(sitting_hash=key, defaults=values)
            if created and action_key:
                counting.made(pledge, today, 1)
            elif not created and not action_key:
                cases.leave(values["case"].pk)  # the other half of a double click came first
    return Submitted(pledge, secret, words)


def approve(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Put a pledge on the board. Raises AlreadyDecidedError, GoneError or SamePersonError."""
    return _decide(pk, version, Outcome.APPROVE, "", by)


def keep(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Leave a pledge on the board that readers reported; their reports are gone then. Raises as `approve`."""
    return _decide(pk, version, Outcome.KEEP, "", by)


def decline(pk: int, *, version: int, code: str, by: User) -> PledgeDecision:
    """Keep a pledge off the board, or take it off, for a reason from CODES.

    With a code of TWO_PEOPLE the first person only proposes (the row says `propose`, the pledge waits) and the same
    code from a different person declines it. Another code of TWO_PEOPLE is a new proposal; anything else is that
    person's decision, and both stand in the log. Raises AlreadyDecidedError, GoneError, SamePersonError, ValueError.
    """
    if code not in CODES:
        raise ValueError(f"{code!r} is not a decision code")
    return _decide(pk, version, Outcome.DECLINE, code, by)


def hold(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Set a pledge aside without a reason; it goes on waiting. Raises AlreadyDecidedError or GoneError."""
    return _decide(pk, version, Outcome.HOLD, "", by)


def pass_on(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Leave a pledge to somebody else without a reason. Raises AlreadyDecidedError or GoneError."""
    return _decide(pk, version, Outcome.PASS_ON, "", by)


def second_look(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Open a declined pledge again, as a person who did not decline it. Raises as `approve`, and NotAllowedError."""
    return _decide(pk, version, Outcome.SECOND_LOOK, "", by)


def undo(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Take the last decision back within UNDO_HOURS: the pledge waits again, without proposal and not held.

    Any moderator may. Raises TooLateError, AlreadyDecidedError or GoneError.
    """
    now = timezone.now()
    with transaction.atomic():
        pledge = _seen(pk, version)
        last = last_decision(pledge)
        if last is None or last.version != version - 1 or last.outcome not in UNDOABLE:
            raise TooLateError(_("There is no decision here that can be undone."))
        if last.at < now - dt.timedelta(hours=UNDO_HOURS):
            raise TooLateError(_("A decision can be undone for %(hours)s hours.") % {"hours": UNDO_HOURS})
        return _move(pledge, Status.PENDING, Outcome.UNDO, "", by, now, undone=last)


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


def may_ask(pledge: Pledge) -> bool:
    """Whether `ask_second_look` would do something."""
    asked = pledge.second_look_asked or pledge.code in NO_SECOND_LOOK
    return pledge.status == Status.DECLINED and not asked


def _decide(pk: int, version: int, outcome: str, code: str, by: User) -> PledgeDecision:
    """Check the rules on the row as it is now, then move it."""
    try:
        with transaction.atomic():
            pledge = _seen(pk, version)
            if pledge.status not in TRANSITIONS[outcome]:
                raise AlreadyDecidedError(last_decision(pledge))
            _check_people(pledge, outcome, code, by)
            if code in TWO_PEOPLE and pledge.proposed_code != code:
                outcome = Outcome.PROPOSE
            target = TRANSITIONS[outcome][pledge.status]
            return _move(pledge, target, outcome, code, by, timezone.now())
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


def _check_people(pledge: Pledge, outcome: str, code: str, by: User) -> None:
    """Who may not decide this. Holding and passing on are open to everybody."""
    if outcome in (Outcome.HOLD, Outcome.PASS_ON):
        return
    if outcome == Outcome.SECOND_LOOK and not may_ask(pledge):
        raise NotAllowedError(_("This pledge cannot have a second look, or it had one."))
    if pledge.proposed_by_id == by.pk:
        raise SamePersonError(_("You looked at this pledge first. A different person has to decide."))
    looked_at_again = pledge.second_look_asked or outcome == Outcome.SECOND_LOOK
    # Whoever decided before may still be the second of two people about a danger that somebody new has found.
    agrees = bool(code) and code == pledge.proposed_code
    if looked_at_again and not agrees and by.pk in PledgeDecision.objects.about(pledge).deciders():
        raise SamePersonError(
            _("You decided about this pledge before. A second look is for a different person.")
        )


def _move(
    pledge: Pledge,
    target: str,
    outcome: str,
    code: str,
    by: User,
    now: dt.datetime,
    undone: PledgeDecision | None = None,
) -> PledgeDecision:
    """One UPDATE that finds the row only in the state that the moderator saw; the loser changes nothing."""
    source, today = pledge.status, timezone.localdate(now)
    waits, proposed = target == Status.PENDING, outcome == Outcome.PROPOSE
    # Passing on leaves everything as it is, holding leaves a proposal; everything else settles it or makes a new one.
    keeps = outcome in (Outcome.HOLD, Outcome.PASS_ON)
    values: dict[str, Any] = {
        "status": target,
        "code": "" if waits else code,
        "decided_on": None if waits else pledge.decided_on if target == source else today,
        "proposed_code": pledge.proposed_code if keeps else code if proposed else "",
        "proposed_by": pledge.proposed_by_id if keeps else by if proposed else None,
        "held": outcome == Outcome.HOLD,
        "second_look_asked": pledge.second_look_asked or outcome == Outcome.SECOND_LOOK,
        "findings": [] if target == Status.PUBLISHED else pledge.findings,
        "version": F("version") + 1,
    }
    if source == Status.PUBLISHED and target != source:
        keeping.forget(pledge)
        values.update(kept="", kept_on=None)
    seen = Pledge.objects.filter(pk=pledge.pk, status=source, version=pledge.version)
    if not seen.update(**values):
        raise AlreadyDecidedError(last_decision(pledge))
    cases.moved(pledge, target, outcome)
    if target != source and Status.PUBLISHED in (source, target):
        on_board = target == Status.PUBLISHED
        counting.made(pledge, today if on_board else pledge.decided_on or today, 1 if on_board else -1)
    waited = source == Status.PENDING and not pledge.second_look_asked
    counting.decided(pledge, outcome, code, today, 1, waited=waited)
    if undone:
        counting.decided(
            pledge,
            undone.outcome,
            undone.code,
            timezone.localdate(undone.at),
            -1,
            waited=not pledge.second_look_asked,
        )
    return chain.append(pledge, version=pledge.version, outcome=outcome, code=code, by=by, at=now)


def last_decision(pledge: Pledge) -> PledgeDecision | None:
    """The newest decision about a pledge, with its moderator."""
    return PledgeDecision.objects.about(pledge).select_related("by").last()
