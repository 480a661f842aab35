"""The one place where a decision changes pledges: their rows, their case, the numbers and the log together."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone

from actions.pledges import cases, chain, counting, keeping
from actions.pledges.models import Pledge, PledgeDecision, Report
from actions.pledges.moderation.transitions import TRANSITIONS
from actions.pledges.refusals import AlreadyDecidedError

Status, Outcome = Pledge.Status, PledgeDecision.Outcome


def move(
    pledges: Sequence[Pledge],
    outcome: str,
    code: str,
    by: User,
    at: dt.datetime,
    *,
    undone: Collection[PledgeDecision] = (),
    whole: bool = False,
    into: int | None = None,
) -> list[PledgeDecision]:
    """Move pledges that the caller has locked, once in this transaction; the new rows of the log, in their order.

    All have the same status, and when they wait they wait in the same case. `undone`: the decisions that an undo takes
    back. `whole`: they are a part of a decision about their whole case. `into`: the case that a decision about more
    pledges than one transaction takes has opened already. Raises AlreadyDecidedError when a row is not as it was read.
    """
    source = pledges[0].status
    target = Status.PENDING if outcome == Outcome.UNDO else TRANSITIONS[outcome][source]
    today = timezone.localdate(at)
    settled = PledgeDecision.objects.settled_before([*pledges], 1 if undone else 0)
    if target == Status.PENDING and source == Status.PUBLISHED:
        _find_again(pledges)
    case = cases.moved(pledges, target, outcome, whole=whole, into=into)
    _update(pledges, target, _values(source, target, outcome, code, by, today) | case)
    if source == Status.PUBLISHED and outcome != Outcome.PASS_ON:
        Report.objects.filter(pledge__in=pledges).delete()
    _count_board(pledges, target, today)
    counting.decided(_but(pledges, settled), len(pledges), outcome, code, today, 1)
    for (was, its_code, on), ids in _by_kind(undone).items():
        group = [p for p in pledges if p.public_id in ids]
        counting.decided(_but(group, settled), len(group), was, its_code, on, -1)
    return chain.append_many(pledges, outcome=outcome, code=code, by=by, at=at)


def _values(source: str, target: str, outcome: str, code: str, by: User, today: dt.date) -> dict[str, Any]:
    """What is the same in all the rows."""
    waits, proposed = target == Status.PENDING, outcome == Outcome.PROPOSE
    values: dict[str, Any] = {
        "status": target,
        "code": "" if waits else code,
        "held": outcome == Outcome.HOLD,
        "version": F("version") + 1,
    }
    # Passing on leaves everything as it is, holding leaves a proposal; everything else settles it or makes a new one.
    if outcome not in (Outcome.HOLD, Outcome.PASS_ON):
        values |= {"proposed_code": code if proposed else "", "proposed_by": by if proposed else None}
    if target != source or waits:
        values["decided_on"] = None if waits else today
    if outcome == Outcome.SECOND_LOOK:
        values["second_look_asked"] = True
    if source == Status.PUBLISHED and target != source:
        values |= {"kept": "", "kept_on": None}
    return values


def _update(pledges: Sequence[Pledge], target: str, values: dict[str, Any]) -> None:
    """UPDATEs that find the rows only in the state that was read: one for each version and each set of findings."""
    groups: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
    fresh = target == Status.PENDING and pledges[0].status == Status.PUBLISHED
    for pledge in pledges:
        groups[pledge.version, tuple(pledge.findings) if fresh else ()].append(pledge.pk)
    if fresh or target == Status.PUBLISHED:
        values = {**values, "findings": []}
    changed = 0
    for (version, findings), pks in groups.items():
        rows = Pledge.objects.filter(pk__in=pks, status=pledges[0].status, version=version)
        changed += rows.update(**{**values, "findings": list(findings)} if fresh else values)
    if changed != len(pledges):
        raise AlreadyDecidedError(None)


def _find_again(pledges: Sequence[Pledge]) -> None:
    """What the screening found is forgotten on the board; whoever reads the pledge again needs it again."""
    known: dict[tuple[str, str, str], list[str]] = {}
    for pledge in pledges:
        typed = pledge.text, pledge.nickname, pledge.plan_if
        if typed not in known:
            known[typed] = cases.codes(cases.findings(*typed))
        pledge.findings = known[typed]


def _count_board(pledges: Sequence[Pledge], target: str, today: dt.date) -> None:
    """The numbers of those that come on the board or leave it. `pledges` are as they were before."""
    source = pledges[0].status
    if target == source or Status.PUBLISHED not in (source, target):
        return
    came = target == Status.PUBLISHED
    # What counts under one key in one month: written pledges of one case may have different strategies.
    alike: dict[tuple[dt.date, str], list[Pledge]] = defaultdict(list)
    for pledge in pledges:
        day = today if came else pledge.decided_on or today
        alike[day, counting.month_key(pledge.action_key, pledge.strategy)].append(pledge)
    for (day, _key), group in sorted(alike.items()):
        counting.made(group[0], day, len(group) if came else -len(group))
    if came:
        return
    for pledge in sorted(pledges, key=lambda pledge: (pledge.kept_on or today, pledge.pk)):
        keeping.forget(pledge)


def _but(pledges: Sequence[Pledge], settled: set[str]) -> list[Pledge]:
    return [pledge for pledge in pledges if pledge.public_id not in settled]


def _by_kind(undone: Collection[PledgeDecision]) -> dict[tuple[str, str, dt.date], set[str]]:
    """Decisions by what they said and their day, in one order."""
    found: dict[tuple[str, str, dt.date], set[str]] = defaultdict(set)
    for row in sorted(undone, key=lambda row: (row.outcome, row.code, row.at)):
        found[row.outcome, row.code, timezone.localdate(row.at)].add(row.pledge_public_id)
    return found
