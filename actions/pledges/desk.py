"""Which case a person reads next, and how much lies on the desk."""

import datetime as dt
from collections.abc import Collection

from django.contrib.auth.models import User

from actions.pledges.models import Case, Pledge, PledgeDecision

MOST = 1_001
QUEUES = (
    Case.Queue.CARE,
    Case.Queue.REPORTED,
    Case.Queue.SECOND,
    Case.Queue.NEW,
    Case.Queue.FLOOD,
)


def next_case(queue: str, person: User, passed: Collection[int], now: dt.datetime) -> Case | None:
    """The case that waits longest in a queue, or in the first queue that has one ("")."""
    for name in [queue] if queue else QUEUES:
        rows = Case.objects.in_queue(name).filter(held=False).free_for(person, now).exclude(pk__in=passed)
        for case in rows[:50]:
            if case.queue != Case.Queue.SECOND or _may(case, person):
                return case
    return None


def _may(case: Case, person: User) -> bool:
    pledge = Pledge.objects.in_case(case).first()
    if pledge is None or pledge.proposed_by_id == person.pk:
        return False
    deciders = PledgeDecision.objects.about(pledge).deciders() if pledge.second_look_asked else ()
    return person.pk not in deciders


def counts() -> dict[str, int]:
    """Open cases of each queue, and "held", none counted further than MOST."""
    found = {
        str(queue): Case.objects.in_queue(queue).filter(held=False).order_by()[:MOST].count()
        for queue in QUEUES
    }
    return found | {"held": Case.objects.open().filter(held=True)[:MOST].count()}
