"""What is deleted, and when. Deleted means gone: the row, its count, and on SQLite the bytes in the file."""

import datetime as dt
from collections import Counter

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from actions.pledges import cases, counting, keeping, repair, tombstones
from actions.pledges.models import ErasedPledge, Pledge
from config.safety.erasure import wipe

DECLINED_DAYS = 30
UNREAD_DAYS = 90
# A story, a confession or a danger: dealt with, then not kept (guidance brief 7.6).
HARD_CODES, HARD_DAYS = ("D2", "D4", "D12", "D13"), 7
CHUNK = 1000


def erase(pk: int) -> bool:
    """Take a pledge down for good. False when it was gone already. Nothing in the decision log names its text."""
    with transaction.atomic():
        pledge = Pledge.objects.select_for_update().filter(pk=pk).first()
        if pledge is None:
            return False
        deleted, _rows = Pledge.objects.filter(pk=pk, status=pledge.status).delete()
        if deleted:
            if cases.on_desk(pledge):
                cases.leave(pledge.case_id)
            uncount(pledge)
            tombstones.keep([pledge.public_id])
        transaction.on_commit(wipe)
    return bool(deleted)


def uncount(pledge: Pledge) -> None:
    """A pledge that goes leaves the numbers on the board as well."""
    if pledge.status == Pledge.Status.PUBLISHED:
        counting.made(pledge, pledge.decided_on or timezone.localdate(), -1)
        keeping.forget(pledge)


def overdue(today: dt.date) -> Q:
    """Which pledges have been kept as long as we promise, and no longer."""
    hard = Q(status="declined", code__in=HARD_CODES, decided_on__lte=today - dt.timedelta(days=HARD_DAYS))
    declined = Q(status="declined", decided_on__lte=today - dt.timedelta(days=DECLINED_DAYS))
    unread = Q(status="pending", made_on__lte=today - dt.timedelta(days=UNREAD_DAYS))
    return hard | declined | unread


def returned() -> QuerySet[Pledge]:
    """Pledges that were deleted once and came back with an old backup."""
    return Pledge.objects.filter(public_id__in=ErasedPledge.objects.values("public_id"))


def purge(today: dt.date | None = None, *, dry_run: bool = False) -> int:
    """Delete what is overdue, and again what a restored backup brought back; returns how many pledges.

    Then count the desk anew where it is wrong. Safe to interrupt and to run again.
    """
    rows = Pledge.objects.filter(overdue(today or timezone.localdate()))
    if dry_run:
        back = set(returned().values_list("pk", flat=True)) | tombstones.unread_keys()
        return rows.exclude(pk__in=back).count() + len(back)
    tombstones.read()
    deleted = sum(erase(pk) for pk in list(returned().values_list("pk", flat=True)))
    while number := _delete(rows):
        deleted += number
    repair.heal()
    repair.tidy()
    return deleted


def _delete(rows: QuerySet[Pledge]) -> int:
    """Delete the first CHUNK of these for good; none of them is on the board, so only their cases count them."""
    with transaction.atomic():
        rows = rows.order_by("pk")[:CHUNK].select_for_update()
        gone = list(rows.only("pk", "public_id", "status", "case_id"))
        Pledge.objects.filter(pk__in=[pledge.pk for pledge in gone]).delete()
        waited = [p.case_id for p in gone if p.case_id and p.status == Pledge.Status.PENDING]
        cases.leave_all(Counter(waited))
        tombstones.keep([pledge.public_id for pledge in gone])
        transaction.on_commit(wipe)
    return len(gone)
