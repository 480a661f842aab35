"""Reported problems. The only writer of `ProblemReport`.

Strangers never change what readers see. Hiding a line after some reports would be a way to take away the best line of
a country with three clicks; a note on the listing ("somebody had a problem with this") would be a way to frighten
people away from it. Both would hurt exactly those who have one call in them. So a report moves a contact up in the
editors' queue, and one that says "not safe" moves it to the top at once; an editor hides it with one button.
"""

import time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from config.safety import throttle
from resources.models import Contact, ProblemReport, Service


@transaction.atomic
def report(
    service: Service,
    *,
    reason: str,
    contact: Contact | None = None,
    from_staff: bool = False,
    now: float | None = None,
) -> ProblemReport:
    """Count one report. The same reason for the same thing on the same day adds to one row.

    `contact` None: the listing as a whole. `now`: seconds since 1970. Raises ValueError for an unknown reason.
    """
    if reason not in ProblemReport.Reason.values:
        raise ValueError(f"{reason!r} is not a reason to report.")
    key = {
        "service": service,
        "about": f"{contact.channel} {contact.value}"[:520] if contact else "",
        "reason": reason,
        "reported_on": timezone.localdate(),
        "from_staff": from_staff,
        "state": ProblemReport.State.OPEN,
    }
    row, _created = ProblemReport.objects.get_or_create(**key, defaults={"contact": contact})
    first = _first_this_hour(row.pk, time.time() if now is None else now)
    ProblemReport.objects.filter(pk=row.pk).update(times=F("times") + 1, hours=F("hours") + int(first))
    row.refresh_from_db()
    return row


def _first_this_hour(pk: int, now: float) -> bool:
    """Whether this row was not reported in this hour yet. The hour is forgotten with the counters of the throttle."""
    slot = int(now // throttle.PERIOD)
    return throttle.count(f"problem-row:{slot}:{pk}", slot) == 1


def settle(*, outcome: str, by: Any, contact: UUID | None = None, reports: list[int] | None = None) -> int:
    """Close what is open about a contact, or these reports. Returns how many. Raises ValueError for an outcome that
    does not exist."""
    if outcome not in ProblemReport.Outcome.values:
        raise ValueError(f"{outcome!r} is not an outcome.")
    rows = ProblemReport.objects.open()
    rows = rows.filter(contact=contact) if contact else rows.filter(pk__in=reports or [])
    return rows.update(
        state=ProblemReport.State.SETTLED, outcome=outcome, settled_by=by, settled_on=timezone.localdate()
    )
