"""The numbers on the board and on the page of numbers, moved as things happen. No page counts rows.

Whoever calls this holds the lock on the pledge. Locks after it, in this order: the count, the month.
"""

import datetime as dt
from typing import Any

from django.db.models import F

from actions.pledges.models import MonthlyNumber, Pledge, PledgeDecision, Tally

Kind = MonthlyNumber.Kind
Outcome = PledgeDecision.Outcome
OWN = f"{Tally.OWN_WORDS}:"  # before the strategy of a written pledge, in the numbers of the months
SETTLES = (Outcome.APPROVE, Outcome.KEEP, Outcome.DECLINE)  # what the numbers call a decision


def made(pledge: Pledge, on: dt.date, change: int) -> None:
    """A pledge came on the board on that day (change 1), or one that came then left it (-1)."""
    _move(Tally, {"key": pledge.action_key or Tally.OWN_WORDS}, "made", change)
    monthly(Kind.MADE, month_key(pledge.action_key, pledge.strategy), on, change)


def kept(pledge: Pledge, on: dt.date, change: int) -> None:
    """Its writer said on that day that a pledge on the board was kept (1), or that is not so any more (-1)."""
    _move(Tally, {"key": pledge.action_key or Tally.OWN_WORDS}, "kept", change)
    monthly(Kind.KEPT, month_key(pledge.action_key, pledge.strategy), on, change)


def decided(pledge: Pledge, outcome: str, code: str, on: dt.date, change: int, *, waited: bool) -> None:
    """A decision of that day (1), or one that was taken back (-1).

    `waited`: the pledge may have waited for it. Only the first decision that stands counts as a wait: one that was on
    the board, or was declined, and came back to the desk has been read before.
    """
    if outcome not in SETTLES:
        return
    monthly(Kind.DECISION, code or outcome, on, change)
    version = pledge.version if change > 0 else pledge.version - 1
    if waited and not _settled_before(pledge, version):
        monthly(Kind.WAIT, str(max(0, (on - pledge.made_on).days)), on, change)


def month_key(action_key: str, strategy: str) -> str:
    """Under what a promise stands in the numbers of the months: its action, or its strategy for own words."""
    return action_key or (OWN + strategy if strategy else Tally.OWN_WORDS)


def _settled_before(pledge: Pledge, version: int) -> bool:
    """Whether a decision about an earlier version stands. A query only for a pledge that was moved before."""
    if version <= 1:
        return False
    rows = PledgeDecision.objects.about(pledge).filter(version__lt=version)
    log = dict(rows.values_list("version", "outcome"))
    return any(outcome in SETTLES and log.get(at + 1) != Outcome.UNDO for at, outcome in log.items())


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
