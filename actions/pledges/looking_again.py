"""Looking again at what waits, after the lists are different. It moves cases up to "needs care", never down, and
decides nothing.

Locks as everywhere: pledges, lowest key first, then their cases.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db import OperationalError, transaction
from django.db.models import F

from actions.pledges import cases, wordlists
from actions.pledges.models import Case, Pledge
from actions.pledges.screening import Finding, queue_for
from actions.pledges.screening.lists import Lists
from actions.pledges.screening.rules import CARE

CHUNK, SECONDS = 200, 8.0
Queue = Case.Queue
Found = tuple[Pledge, list[Finding]]


@dataclass
class Looked:
    """What one press of the button did. `after` is the key to go on from; 0 when everything was looked at."""

    looked_at: int = 0
    changed: int = 0
    to_care: int = 0
    skipped: int = 0
    after: int = 0


def again(after: int = 0, *, seconds: float = SECONDS) -> Looked:
    """Screen what waits anew, from the pledge after this key on, for so many seconds. Running it twice does no harm.

    What a colleague has locked is skipped and counted: the next run finds it.
    """
    result, lists, ends = Looked(), wordlists.current(), time.monotonic() + seconds
    while True:
        keys = list(_waiting().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:CHUNK])
        if not keys:
            return result
        after = keys[-1]
        try:
            with transaction.atomic():
                looked = _chunk(keys, lists)
        except OperationalError:  # two transactions waited for each other, or the database was busy
            result.skipped += len(keys)
        else:
            result.looked_at += looked.looked_at
            result.changed += looked.changed
            result.to_care += looked.to_care
        if time.monotonic() > ends:
            result.after = after
            return result


def _waiting():
    return Pledge.objects.filter(status=Pledge.Status.PENDING).exclude(text="")


def _chunk(keys: Sequence[int], lists: Lists) -> Looked:
    pledges = list(_waiting().select_for_update().filter(pk__in=keys).order_by("pk"))
    found = [(p, cases.findings(p.text, p.nickname, p.plan_if, lists=lists)) for p in pledges]
    changed = [row for row in found if row[0].findings != cases.codes(row[1])]
    care = [row for row in found if queue_for(row[1]) == CARE]
    locked = Case.objects.select_for_update().filter(pk__in={row[0].case_id for row in [*changed, *care]})
    by_key = {case.pk: case for case in locked.order_by("pk")}
    for pledge, findings in changed:
        pledge.findings = cases.codes(findings)
        Case.objects.filter(pk=pledge.case_id, waiting=1).update(rules=pledge.findings)
    Pledge.objects.bulk_update([pledge for pledge, _findings in changed], ["findings"])
    return Looked(looked_at=len(found), changed=len(changed), to_care=_to_care(care, by_key))


def _to_care(rows: list[Found], by_key: dict[int, Case]) -> int:
    """Move pledges that need care out of the queues for what is new; returns how many."""
    rows = sorted(rows, key=lambda row: row[0].case_id or 0)
    moved = 0
    for key, of_case in groupby(rows, key=lambda row: row[0].case_id or 0):
        case = by_key.get(key)
        if case and case.queue in (Queue.NEW, Queue.FLOOD):
            moved += _out_of(case, list(of_case))
    return moved


def _out_of(case: Case, rows: list[Found]) -> int:
    """A case with one pledge, or one that is held, moves as it is; from others only what needs care is taken."""
    if case.waiting == 1 or case.held:
        Case.objects.filter(pk=case.pk).update(queue=Queue.CARE)
        return len(rows)
    rows = sorted(rows, key=lambda row: row[0].text)
    for _text, same in groupby(rows, key=lambda row: row[0].text):
        pledges = list(same)
        first, findings = pledges[0]
        target = cases.open_for(first.text, first.language, findings, slow=case.slow, queue=Queue.CARE)
        others = len(pledges) - 1
        if others:
            Case.objects.filter(pk=target.pk).update(waiting=F("waiting") + others)
        Pledge.objects.filter(pk__in=[pledge.pk for pledge, _found in pledges]).update(case=target)
    cases.leave(case.pk, len(rows))
    return len(rows)
