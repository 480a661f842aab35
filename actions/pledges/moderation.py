"""The only writer of a pledge's status. Every move is compare-and-set, with its decision row in one transaction."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from actions.pledges import return_link
from actions.pledges.models import Pledge, PledgeDecision, Tally

Status, Outcome = Pledge.Status, PledgeDecision.Outcome

# From where to where a decision may move a pledge. Taking down is not a move: the row is gone.
TRANSITIONS = {
    (Status.PENDING, Outcome.APPROVE): Status.PUBLISHED,
    (Status.PENDING, Outcome.DECLINE): Status.DECLINED,
}
CODES = tuple(f"D{number}" for number in range(1, 14))  # guidance brief, part 7.4


class AlreadyDecidedError(Exception):
    """Somebody else decided first. `decision` is theirs, or None when the text changed instead."""

    def __init__(self, decision: PledgeDecision | None) -> None:
        super().__init__("already decided")
        self.decision = decision


class GoneError(Exception):
    """The writer took the pledge down in the meantime."""


@dataclass(frozen=True)
class Submitted:
    """A stored pledge and the secret of its return link, which nobody can look up again."""

    pledge: Pledge
    secret: str


def submit(
    *,
    sitting: str,
    language: str,
    text: str = "",
    nickname: str = "",
    plan_if: str = "",
    action_key: str = "",
) -> Submitted:
    """Store a pledge. Own words wait for a person; a ready-made one counts at once.

    `sitting` is the random part of the form's token. The same words sent twice from one sitting are one pledge, a
    double click; other words are another pledge.
    """
    sitting = "\0".join((sitting, action_key, text, nickname, plan_if))
    secret, today = return_link.secret_for(sitting), timezone.localdate()
    values: dict[str, Any] = {
        "status": Status.PUBLISHED if action_key else Status.PENDING,
        "decided_on": today if action_key else None,
        "made_on": today,
        "language": language,
        "text": text,
        "nickname": nickname,
        "plan_if": plan_if,
        "action_key": action_key,
        "secret_hash": return_link.fingerprint(secret),
    }
    key = return_link.fingerprint(sitting)
    with transaction.atomic():
        pledge, created = Pledge.objects.get_or_create(sitting_hash=key, defaults=values)
        if created and action_key:
            count(action_key, 1)
    return Submitted(pledge, secret)


def approve(pk: int, *, version: int, by: User) -> PledgeDecision:
    """Put a pledge on the board. Raises AlreadyDecidedError or GoneError."""
    return _decide(pk, version, Outcome.APPROVE, "", by)


def decline(pk: int, *, version: int, code: str, by: User) -> PledgeDecision:
    """Keep a pledge off the board for a reason from CODES. Raises AlreadyDecidedError, GoneError or ValueError."""
    if code not in CODES:
        raise ValueError(f"{code!r} is not a decision code")
    return _decide(pk, version, Outcome.DECLINE, code, by)


def _decide(pk: int, version: int, outcome: str, code: str, by: User) -> PledgeDecision:
    """One UPDATE that finds the row only in the state that the moderator saw; the loser changes nothing."""
    source, target = next((s, t) for (s, o), t in TRANSITIONS.items() if o == outcome)
    now = timezone.now()
    try:
        with transaction.atomic():
            seen = Pledge.objects.filter(pk=pk, status=source, version=version)
            moved = seen.update(
                status=target, code=code, version=F("version") + 1, decided_on=timezone.localdate(now)
            )
            pledge = Pledge.objects.filter(pk=pk).first()
            if pledge is None:
                raise GoneError
            if not moved:
                raise AlreadyDecidedError(last_decision(pledge))
            if target == Status.PUBLISHED:
                count(Tally.OWN_WORDS, 1)
            return PledgeDecision.objects.create(
                pledge_public_id=pledge.public_id, version=version, outcome=outcome, code=code, by=by, at=now
            )
    except IntegrityError as error:  # a second decision row for one version: the database says no
        raise AlreadyDecidedError(None) from error


def last_decision(pledge: Pledge) -> PledgeDecision | None:
    """The newest decision about a pledge, with its moderator."""
    rows = PledgeDecision.objects.filter(pledge_public_id=pledge.public_id)
    return rows.select_related("by").order_by("-pk").first()


def count(key: str, change: int) -> None:
    """Move the counter of one action (or of the written pledges) by one or minus one."""
    if not Tally.objects.filter(key=key).update(made=F("made") + change):
        Tally.objects.get_or_create(key=key)
        Tally.objects.filter(key=key).update(made=F("made") + change)
