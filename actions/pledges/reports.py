"""What readers say about pledges on the board. The only writer of `Report`.

A report never hides anything: three clicks would be enough to silence anybody, on a board about something that people
like to silence. So it only brings a pledge before a moderator, who keeps it on the board or takes it off, and then its
reports are gone. Whose report it was is not known; the view lets one place say something about a pledge once an hour.
"""

from django.db import transaction
from django.utils import timezone

from actions.pledges import cases
from actions.pledges.models import Case, Pledge, PledgeQuerySet, Report

Reason = Report.Reason
ENOUGH = 3  # reports that bring a pledge before a moderator
# One is enough here: somebody who is named, or whose story is told, cannot wait for two others to see it.
ONE_IS_ENOUGH = (Reason.NAMES, Reason.STORY, Reason.DANGER)
MOST = 50  # rows kept for one pledge; more say nothing new


def add(pledge_pk: int, reason: str) -> bool:
    """Write down a reason and the day. Opens a case in the queue "reported" when enough was said.

    False when nothing was written: the pledge is not on the board (any more), is a ready-made one, or has MOST reports.
    Raises ValueError for an unknown reason.
    """
    reason = Reason(reason)
    with transaction.atomic():
        # Locked: of two reports at the same moment one sees the other, and there is one case. Locks: pledge, case.
        pledge = reportable().select_for_update().filter(pk=pledge_pk).first()
        if pledge is None:
            return False
        before = pledge.reports.count()
        if before >= MOST:
            return False
        Report.objects.create(pledge=pledge, reason=reason, day=timezone.localdate())
        due = reason in ONE_IS_ENOUGH or before + 1 >= ENOUGH
        if due and not cases.on_desk(pledge):
            case = cases.alone(pledge, Case.Queue.REPORTED)
            Pledge.objects.filter(pk=pledge.pk).update(case=case)
    return True


def reportable() -> PledgeQuerySet:
    """Written pledges on the board. A ready-made one has no words of a stranger in it."""
    rows: PledgeQuerySet = Pledge.objects.on_the_wall()
    return rows
