"""Who has a case open. A courtesy to colleagues: what protects a decision is compare-and-set."""

import datetime as dt

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from actions.pledges.models import Case

MINUTES = 10


def take(case_pk: int, by: User) -> Case | None:
    """Open a case for MINUTES, or longer when it is one's own already. None when a colleague has it, or it is gone."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_by=by)
    rows = Case.objects.open().filter(free, pk=case_pk)
    if not rows.update(claimed_by=by, claimed_until=now + dt.timedelta(minutes=MINUTES)):
        return None
    return Case.objects.filter(pk=case_pk).first()


def release(case_pk: int, by: User) -> None:
    """Put a case back on the desk. Nothing happens when it is not this person's."""
    Case.objects.filter(pk=case_pk, claimed_by=by).update(claimed_by=None, claimed_until=None)
