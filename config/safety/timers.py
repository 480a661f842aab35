"""Commands that a timer starts leave word when they come to their end, so that somebody notices when one stops.

One row for each command, written again each time: it says nothing about anybody.
"""

import datetime as dt

from django.utils import timezone

from config.safety.models import LastRun

# Command to the hours after which it is overdue: twice its rhythm, and a little for a machine that was off.
OVERDUE = {"tidy": 2, "check_links": 50, "backup": 26}


def ran(name: str) -> None:
    """The command came to its end."""
    LastRun.objects.update_or_create(pk=name, defaults={"at": timezone.now()})


def ages(now: dt.datetime | None = None) -> dict[str, float | None]:
    """Seconds since each command of OVERDUE ended; None when it never did."""
    ended = dict(LastRun.objects.filter(pk__in=OVERDUE).values_list("pk", "at"))
    now = now or timezone.now()
    return {name: (now - ended[name]).total_seconds() if name in ended else None for name in OVERDUE}


def overdue(now: dt.datetime | None = None) -> dict[str, float | None]:
    """Of those, the ones that should have run again."""
    return {name: age for name, age in ages(now).items() if age is None or age > OVERDUE[name] * 3600}
