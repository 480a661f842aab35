"""The numbers on the board and on the page of numbers, moved as things happen. No page counts rows.

Whoever calls this holds the locks on pledges and cases. Locks after them, in this order: the count, then the months:
made, kept, decision, wait.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import F

from actions.pledges.models import MonthlyNumber, Pledge, PledgeDecision, Tally

Kind = MonthlyNumber.Kind
OWN = f"{Tally.OWN_WORDS}:"  # before the strategy of a written pledge, in the numbers of the months


def made(pledge: Pledge, on: dt.date, change: int) -> None:
    """So many with the action and strategy of this pledge came on the board on that day, or (below 0) left it again."""
    _move(Tally, {"key": pledge.action_key or Tally.OWN_WORDS}, "made", change)
    monthly(Kind.MADE, month_key(pledge.action_key, pledge.strategy), on, change)


def kept(pledge: Pledge, on: dt.date, change: int) -> None:
    """Its writer said on that day that a pledge on the board was kept (1), or that is not so any more (-1)."""
    _move(Tally, {"key": pledge.action_key or Tally.OWN_WORDS}, "kept", change)
    monthly(Kind.KEPT, month_key(pledge.action_key, pledge.strategy), on, change)


def decided(firsts: Sequence[Pledge], number: int, outcome: str, code: str, on: dt.date, sign: int) -> None:
    """So many decisions of that day (sign 1), or as many that were taken back (-1).

    `firsts`: the pledges for which it was the first decision; how long those waited counts.
    """
    if outcome not in PledgeDecision.SETTLES:
        return
    monthly(Kind.DECISION, code or outcome, on, sign * number)
    # In one order: the months are locks as well.
    waits = Counter(str(max(0, (on - pledge.made_on).days)) for pledge in firsts)
    for days, times in sorted(waits.items()):
        monthly(Kind.WAIT, days, on, sign * times)


def month_key(action_key: str, strategy: str) -> str:
    """Under what a promise stands in the numbers of the months: its action, or its strategy for own words."""
    return action_key or (OWN + strategy if strategy else Tally.OWN_WORDS)


def monthly(kind: str, key: str, on: dt.date, change: int) -> None:
    """Move one number of the month of that day."""
    _move(MonthlyNumber, {"month": on.replace(day=1), "kind": kind, "key": key}, "number", change)


def _move(model: Any, which: dict[str, Any], field: str, change: int) -> None:
    """One statement where the row exists; numbers never fall below nothing."""
    if not change:
        return
    rows = model.objects.filter(**which)
    if change < 0:
        rows.filter(**{f"{field}__gte": -change}).update(**{field: F(field) + change})
    elif not rows.update(**{field: F(field) + change}):
        model.objects.get_or_create(**which)
        rows.update(**{field: F(field) + change})
