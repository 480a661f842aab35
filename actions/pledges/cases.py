"""Where a pledge lies on the desk: alone, or with others that are nearly the same. Called by the writers of pledges.

Whoever calls this holds the lock on the pledge, when it has a row already. The case is the next lock, then the counts.
"""

import dataclasses
from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from actions.pledges import likeness, wordlists
from actions.pledges.models import Case, CaseMark, Pledge, PledgeDecision
from actions.pledges.screening import Finding, queue_for, screen
from actions.pledges.screening.lists import Lists

Queue, Status, Outcome = Case.Queue, Pledge.Status, PledgeDecision.Outcome
FLOOD = 10  # so many that are nearly the same are a flood
APART = (Queue.REPORTED, Queue.SECOND)  # a pledge lies there alone, and not a second time
FOLDED = (Queue.NEW, Queue.FLOOD, Queue.CARE)  # in these queues pledges that are alike are one row


def findings(text: str, nickname: str, plan_if: str, *, lists: Lists | None = None) -> list[Finding]:
    """What the screening says about all that a writer typed. lists: others than those that count now."""
    lists = lists or wordlists.current()
    planned = [dataclasses.replace(f, field="plan_if") for f in screen(plan_if, lists=lists)]
    return screen(text, nickname, lists=lists) + planned


def codes(findings: Iterable[Finding]) -> list[str]:
    """What is stored of findings: the rules, in their order; those about another field with its name before them."""
    return [f.rule if f.field == "text" else f"{f.field}:{f.rule}" for f in findings]


def open_for(
    text: str, language: str, findings: Iterable[Finding] = (), *, slow: bool = False, queue: str = ""
) -> Case:
    """The case that a pledge with this text belongs to, counted in: one of the same likeness, or a new one."""
    findings = list(findings)
    queue = queue or queue_for(findings)
    alike = likeness.marks(text) if queue in FOLDED else []
    case = _join(alike, queue)
    if case is None:
        case = Case.objects.create(
            queue=queue, language=language, rules=codes(findings), slow=slow, opened_on=timezone.localdate()
        )
        CaseMark.objects.bulk_create([CaseMark(case=case, mark=mark) for mark in alike])
    return case


def _join(alike: list[str], queue: str) -> Case | None:
    """Count one more into the oldest open case that shares a mark. A case that grows becomes a flood."""
    queues = (Queue.NEW, Queue.FLOOD) if queue in (Queue.NEW, Queue.FLOOD) else (queue,)
    found = Case.objects.open().filter(marks__mark__in=alike, queue__in=queues).order_by("pk").first()
    if found is None or not Case.objects.open().filter(pk=found.pk).update(waiting=F("waiting") + 1):
        return None
    Case.objects.filter(pk=found.pk, queue=Queue.NEW, waiting__gte=FLOOD).update(queue=Queue.FLOOD)
    return found


def alone(pledge: Pledge, queue: str, *, held: bool = False) -> Case:
    """A case of its own for a pledge that is stored already."""
    return Case.objects.create(
        queue=queue,
        language=pledge.language,
        rules=pledge.findings,
        held=held,
        opened_on=timezone.localdate(),
    )


def moved(pledge: Pledge, target: str, outcome: str) -> None:
    """After a decision: where the pledge lies now. `pledge` is as it was before; the caller has changed its row."""
    if outcome == Outcome.PASS_ON:
        return
    waited, waits = on_desk(pledge), target == Status.PENDING
    if waited:
        leave(pledge.case_id)
    before = Case.objects.filter(pk=pledge.case_id or 0)
    if outcome == Outcome.PROPOSE or outcome == Outcome.SECOND_LOOK:
        case: int | None = alone(pledge, Queue.SECOND).pk
    elif outcome == Outcome.HOLD:
        queue = before.values_list("queue", flat=True).first()
        case = alone(pledge, _not_reported(queue), held=True).pk
    elif waits:
        case = back(pledge)
    else:
        # A decided pledge remembers its case for an undo; one on the board has a case only while it is reported.
        case = pledge.case_id if pledge.status == Status.PENDING else None
    Pledge.objects.filter(pk=pledge.pk).update(case=case)
    if pledge.status == Status.PUBLISHED:
        pledge.reports.all().delete()


def on_desk(pledge: Pledge) -> bool:
    """Whether the pledge counts in its case."""
    if pledge.status == Status.PUBLISHED:
        return Case.objects.filter(pk=pledge.case_id or 0, queue=Queue.REPORTED).exists()
    return pledge.status == Status.PENDING


def back(pledge: Pledge) -> int:
    """Count a pledge in again where it lay before; the key of the case. A new case when that one is gone."""
    if pledge.second_look_asked:
        return alone(pledge, Queue.SECOND).pk
    before = Case.objects.filter(pk=pledge.case_id or 0).exclude(queue__in=APART)
    if before.update(waiting=F("waiting") + 1):
        return int(pledge.case_id or 0)
    return open_for(pledge.text, pledge.language, findings(pledge.text, pledge.nickname, pledge.plan_if)).pk


def _not_reported(queue: str | None) -> str:
    return queue if queue and queue != Queue.REPORTED else Queue.CARE


def leave(case: int | None, number: int = 1) -> None:
    """So many pledges of a case do not wait in it any more."""
    if case:
        Case.objects.filter(pk=case, waiting__gte=number).update(waiting=F("waiting") - number)


def tidy() -> int:
    """Delete the cases in which nothing waits; returns how many. For the hourly purge."""
    _rows, by_model = Case.objects.filter(waiting=0).delete()
    return by_model.get(Case._meta.label, 0)
