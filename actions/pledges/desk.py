"""What lies on the desk: the next thing to read for a person, and how much there is. Only reads."""

import datetime as dt
from collections.abc import Collection

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q

from actions.pledges.models import Case, CaseQuerySet, Pledge, PledgeDecision

Queue, Outcome = Case.Queue, PledgeDecision.Outcome
ORDER = (Queue.CARE, Queue.REPORTED, Queue.SECOND, Queue.NEW, Queue.FLOOD)
MOST = 1000  # counted as far as this and one more: "more than 1,000"
LOOKED_AT = 20  # second looks whose decisions are read one by one, for one person


def next_case(queue: str, person: User, passed: Collection[int], now: dt.datetime) -> Case | None:
    """What this person reads next: oldest first, what may wait last. "" takes the queues in ORDER.

    Nothing that is held, that a colleague has open, that was `passed` (keys), or that this person may not decide.
    """
    for name in [queue] if queue else ORDER:
        cases = Case.objects.in_queue(name).filter(held=False).free_for(person, now)
        cases = cases.exclude(pk__in=passed) if passed else cases
        found: Case | None = _second(cases, person) if name == Queue.SECOND else cases.first()
        if found:
            return found
    return None


def counts() -> dict[str, int]:
    """Open cases for each queue, without those that are held, and "held". None is counted further than MOST + 1."""
    found = {queue.value: _count(Case.objects.in_queue(queue).filter(held=False)) for queue in ORDER}
    return {**found, "held": _count(Case.objects.open().filter(held=True))}


def _count(cases: CaseQuerySet) -> int:
    return cases[: MOST + 1].count()


def _second(cases: CaseQuerySet, person: User) -> Case | None:
    """Of what waits for a second person: nothing that this person proposed, or decided when it came first."""
    waiting = Pledge.objects.awaiting_review().order_by().filter(case=OuterRef("pk"))
    # Whoever decided a second look before may still agree with a colleague about a danger.
    again = Q(second_look_asked=True, proposed_by=None)
    decided = PledgeDecision.objects.filter(
        pledge_public_id=OuterRef("public_id"),
        by=person,
        outcome__in=(Outcome.APPROVE, Outcome.DECLINE, Outcome.PROPOSE),
    )
    others = waiting.exclude(proposed_by__isnull=False, proposed_by=person)
    free = cases.filter(Exists(others.exclude(again & Exists(decided)))).first()
    if free:
        return free
    # What somebody decided and took back does not count; only the log in its order says so.
    for case in cases.filter(Exists(others.filter(again & Exists(decided))))[:LOOKED_AT]:
        pledges = Pledge.objects.in_case(case)[:LOOKED_AT]
        if any(person.pk not in PledgeDecision.objects.about(pledge).deciders() for pledge in pledges):
            return case
    return None
