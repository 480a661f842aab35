"""From where to where a decision moves a pledge, and who may make it."""

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from actions.pledges.models import TWO_PEOPLE, Pledge, PledgeDecision
from actions.pledges.refusals import NotAllowedError, SamePersonError

Status, Outcome = Pledge.Status, PledgeDecision.Outcome

# Taking down is not a move: the row is gone. What is on the board and has to be looked at again leaves the board
# first: when in doubt, hold it (guidance brief, part 7.9).
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
ASKED = (Outcome.APPROVE, Outcome.KEEP, Outcome.DECLINE, Outcome.HOLD, Outcome.PASS_ON, Outcome.SECOND_LOOK)


def check_asked(outcome: str, code: str) -> None:
    """ValueError when nobody can ask for this: a proposal is a decline with a code of TWO_PEOPLE, undo is `undo`."""
    if outcome not in ASKED:
        raise ValueError(f"{outcome!r} is not a decision")
    if (code in CODES) != (outcome == Outcome.DECLINE) or (code and code not in CODES):
        raise ValueError(f"{code!r} is not a decision code for {outcome}")


def may_ask(pledge: Pledge) -> bool:
    """Whether the writer may ask for a second look: once, about a declined pledge."""
    asked = pledge.second_look_asked or pledge.code in NO_SECOND_LOOK
    return pledge.status == Status.DECLINED and not asked


def check_people(pledge: Pledge, outcome: str, code: str, by: User) -> None:
    """Who may not decide this: raises NotAllowedError or SamePersonError. Holding and passing on are for everybody."""
    if pledge.action_key:
        raise NotAllowedError(_("The site wrote this promise. There is nothing to decide about it."))
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


def written(pledge: Pledge, outcome: str, code: str) -> str:
    """What the log says: the first of two people about a danger only proposes."""
    return Outcome.PROPOSE if code in TWO_PEOPLE and pledge.proposed_code != code else outcome
