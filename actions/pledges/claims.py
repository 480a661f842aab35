"""Who has a case open: shown to colleagues for ten minutes. A claim is a courtesy; versions protect the decision."""

import datetime as dt

from django.contrib.auth.models import User
from django.utils import timezone

from actions.pledges.models import Case

MINUTES = 10


def take(case_pk: int, by: User) -> Case | None:
    """Claim an open case, or renew one's own claim. None when a colleague has it, or nothing waits in it."""
    now = timezone.now()
    free = Case.objects.open().filter(pk=case_pk).free_for(by, now)
    if not free.update(claimed_by=by, claimed_until=now + dt.timedelta(minutes=MINUTES)):
        return None
    return Case.objects.filter(pk=case_pk).first()


def release(case_pk: int, by: User) -> None:
    """Let go of one's own claim."""
    Case.objects.filter(pk=case_pk, claimed_by=by).update(claimed_by=None, claimed_until=None)
