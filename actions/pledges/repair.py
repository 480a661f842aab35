"""The desk counts itself anew, so that no pledge waits where nobody sees it. For the hourly purge.

Each case is a short transaction of its own. What is found here may be outdated a moment later, so it is counted once
more under the lock of the case: whoever moves a pledge changes its case in the same transaction.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from actions.pledges.models import Case, Pledge

MOST = 1000  # cases in one run; the next run goes on
BATCH = 100


def heal(most: int = MOST) -> int:
    """Set right the number of every open case that is wrong, and of emptied ones in which a pledge waits.

    Returns how many were set right, at most `most`.
    """
    return sum(_count_anew(pk) for pk in list(_wrong()[:most]))


def tidy(today: dt.date | None = None, most: int = MOST) -> int:
    """Delete cases in which nothing waits, once nobody can undo what was decided in them; returns how many."""
    yesterday = (today or timezone.localdate()) - dt.timedelta(days=1)
    needed = Pledge.objects.filter(Q(status="pending") | Q(decided_on__gte=yesterday), case=OuterRef("pk"))
    empty = Case.objects.filter(waiting=0).exclude(Exists(needed)).order_by("pk")
    pks = list(empty.values_list("pk", flat=True)[:most])
    return sum(_delete(pks[start : start + BATCH]) for start in range(0, len(pks), BATCH))


def _wrong() -> QuerySet[Case, int]:
    """Keys of cases whose number is not that of the pledges that wait in them."""
    real = Coalesce(
        # A subquery for each open case, by the index on the case of a pledge.
        Pledge.objects.filter(waits(), case=OuterRef("pk"))
        .order_by()
        .values("case")
        .annotate(n=Count("pk"))
        .values("n"),
        0,
    )
    return (
        Case.objects.annotate(real=real)
        .exclude(waiting=F("real"))
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def waits() -> Q:
    """Pledges that count in their case: those that wait, and on the board those that were reported."""
    return Q(status=Pledge.Status.PENDING) | Q(
        status=Pledge.Status.PUBLISHED, case__queue=Case.Queue.REPORTED
    )


def _count_anew(pk: int) -> bool:
    with transaction.atomic():
        # Pledges refer to the row by its key alone, which stays: they need not wait for this.
        case = Case.objects.select_for_update(no_key=True).filter(pk=pk).first()
        if case is None:
            return False
        real = Pledge.objects.filter(waits(), case=case).count()
        return bool(Case.objects.filter(pk=pk).exclude(waiting=real).update(waiting=real))


def _delete(pks: list[int]) -> int:
    """Pledges first, then cases: the order of everybody. An undo that came in between keeps its case."""
    with transaction.atomic():
        pledges = (
            Pledge.objects.filter(case__in=pks).exclude(status="pending").order_by("pk").select_for_update()
        )
        Pledge.objects.filter(pk__in=list(pledges.values_list("pk", flat=True))).update(case=None)
        empty = Case.objects.filter(pk__in=pks, waiting=0).exclude(
            Exists(Pledge.objects.filter(case=OuterRef("pk")))
        )
        locked = list(
            empty.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True)
        )
        Case.objects.filter(pk__in=locked, waiting=0).delete()
    return len(locked)
