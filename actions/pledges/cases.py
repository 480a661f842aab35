"""Where a pledge lies on the desk: alone, or with others that are nearly the same. Called by the writers of pledges.

Whoever calls this holds the lock on the pledges, when they have rows already. Cases are the next locks, lowest key
first; then the counts.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, F
from django.utils import timezone

from actions.pledges import likeness, wordlists
from actions.pledges.models import Case, CaseMark, Pledge, PledgeDecision
from actions.pledges.screening import Finding, needs_care, screen
from actions.pledges.screening.lists import Lists

Queue, Status, Outcome = Case.Queue, Pledge.Status, PledgeDecision.Outcome
FLOOD = 10  # so many that are nearly the same are a flood
CANDIDATES = 3  # cases whose words are compared before a pledge gets one of its own
APART = (Queue.REPORTED, Queue.SECOND)  # a pledge lies there apart from others like it, and not a second time
FOLDED = (Queue.NEW, Queue.FLOOD, Queue.CARE)  # in these queues pledges that are alike are one row


def findings(text: str, nickname: str, plan_if: str, *, lists: Lists | None = None) -> list[Finding]:
    """What the screening says about all that a writer typed. lists: others than those that count now."""
    lists = lists or wordlists.current()
    planned = [dataclasses.replace(f, field="plan_if") for f in screen(plan_if, lists=lists)]
    return screen(text, nickname, lists=lists) + planned


def codes(findings: Iterable[Finding]) -> list[str]:
    """What is stored of findings: the rules, in their order; those about another field with its name before them."""
    return [f.rule if f.field == "text" else f"{f.field}:{f.rule}" for f in findings]


def queue_of(rules: Iterable[str], *, flood: bool = False) -> str:
    """The queue for a pledge with these codes of findings. What needs care is never in the queue of floods."""
    if needs_care(code.rpartition(":")[2] for code in rules):
        return Queue.CARE
    return Queue.FLOOD if flood else Queue.NEW


def open_for(
    text: str, language: str, findings: Iterable[Finding] = (), *, slow: bool = False, queue: str = ""
) -> Case:
    """The case that a pledge with this text belongs to, counted in: one of the same likeness, or a new one."""
    rules = codes(findings)
    queue = queue or queue_of(rules)
    found = _alike(text, queue, rules) if queue in FOLDED else None
    if found and _shift({}, found, 1):
        return Case.objects.get(pk=found)
    return _new(text, language, rules, queue, slow=slow)


def alone(pledge: Pledge, queue: str, *, held: bool = False, waiting: int = 1) -> Case:
    """A case of its own for a pledge that is stored already, or for some that are decided together."""
    return Case.objects.create(
        queue=queue,
        language=pledge.language,
        rules=pledge.findings,
        held=held,
        waiting=waiting,
        opened_on=timezone.localdate(),
    )


def moved(
    pledges: Sequence[Pledge], target: str, outcome: str, *, whole: bool = False, into: int | None = None
) -> dict[str, int | None]:
    """Count pledges out of their case and into the next; returns what changes in their rows: {"case": key}, or nothing.

    `pledges`, `whole` and `into` are those of moving.move; the pledges are as they were before.
    """
    first, number = pledges[0], len(pledges)
    if outcome == Outcome.PASS_ON:
        Case.objects.filter(pk=first.case_id or 0, held=True).update(held=False)
        return {}
    leaving = {first.case_id: number} if first.case_id and on_desk(first) else {}
    if outcome == Outcome.HOLD:
        queue = _not_reported(first.case_id)
        return {} if _held(leaving, whole) else {"case": _leave_for(pledges, leaving, queue, held=True)}
    if outcome in (Outcome.PROPOSE, Outcome.SECOND_LOOK):
        if into and _shift(leaving, into, number):
            return {"case": into}
        return {"case": _leave_for(pledges, {} if into else leaving, Queue.SECOND)}
    if target == Status.PENDING:
        return {"case": _back(pledges, leaving)}
    _shift(leaving)
    # A decided pledge remembers its case for an undo; one on the board has a case only while it is reported.
    return {} if first.status == Status.PENDING else {"case": None}


def on_desk(pledge: Pledge) -> bool:
    """Whether the pledge counts in its case."""
    if pledge.status == Status.PUBLISHED:
        return Case.objects.filter(pk=pledge.case_id or 0, queue=Queue.REPORTED).exists()
    return pledge.status == Status.PENDING


def leave(case: int | None, number: int = 1) -> None:
    """So many pledges of a case do not wait in it any more."""
    if case:
        _shift({case: number})


def leave_all(numbers: Mapping[int, int]) -> None:
    """The same for many cases: key to how many leave."""
    _shift(numbers)


def _new(
    text: str, language: str, rules: list[str], queue: str, *, slow: bool = False, waiting: int = 1
) -> Case:
    case = Case.objects.create(
        queue=queue,
        language=language,
        rules=rules,
        slow=slow,
        waiting=waiting,
        opened_on=timezone.localdate(),
    )
    if queue in FOLDED:
        CaseMark.objects.bulk_create([CaseMark(case=case, mark=mark) for mark in likeness.marks(text)])
    return case


def _alike(text: str, queue: str, rules: Sequence[str], *, emptied: bool = False) -> int | None:
    """The case of those that are nearly the same: the one with most marks in common, the oldest of them.

    Only a flood is held for what comes later as well. In care, the same must have been found in both: a danger in a
    plan is not folded with a harmless one. `emptied`: a case in which nothing waits any more will do, for an undo.
    """
    cases = Case.objects.all() if emptied else Case.objects.open()
    queues = (queue,) if queue == Queue.CARE else (Queue.NEW, Queue.FLOOD)
    cases = cases.filter(marks__mark__in=likeness.marks(text), queue__in=queues)
    cases = cases.exclude(held=True, queue__in=(Queue.NEW, Queue.CARE))
    for case in cases.annotate(shared=Count("marks")).order_by("-shared", "pk")[:CANDIDATES]:
        if queue == Queue.CARE and list(case.rules) != list(rules):
            continue
        # Twenty are enough to meet the oldest: a flood is one case with thousands, and nobody has to sort them.
        words = min(Pledge.objects.filter(case=case).values_list("pk", "text")[:20], default=None)
        # Nobody is left in an emptied case to compare with; then only the very same marks will do.
        if likeness.alike(text, words[1]) if words else case.shared == likeness.BANDS:
            return int(case.pk)
    return None


def _back(pledges: Sequence[Pledge], leaving: Mapping[int, int]) -> int:
    """Count pledges in again where they lay before; the key of the case. A new one when there is none any more."""
    first, number = pledges[0], len(pledges)
    if first.second_look_asked:
        return _leave_for(pledges, leaving, Queue.SECOND)
    worst = next((p for p in pledges if queue_of(p.findings) == Queue.CARE), first)
    queue = queue_of(worst.findings, flood=number >= FLOOD)
    before = Case.objects.filter(pk=first.case_id or 0).exclude(queue__in=APART)
    # A case without marks was made for one that was held: those that are like it come first.
    found = (
        before.filter(marks__isnull=False).values_list("pk", flat=True).first()
        or _alike(first.text, queue, worst.findings, emptied=True)
        or before.values_list("pk", flat=True).first()
    )
    if found and _shift(leaving, found, number, emptied=True):
        return int(found)
    if not found:
        _shift(leaving)
    return int(_new(first.text, first.language, worst.findings, queue, waiting=number).pk)


def _leave_for(
    pledges: Sequence[Pledge], leaving: Mapping[int, int], queue: str, *, held: bool = False
) -> int:
    """Out of their cases, into one new case."""
    _shift(leaving)
    return int(alone(pledges[0], queue, held=held, waiting=len(pledges)).pk)


def _held(leaving: Mapping[int, int], whole: bool) -> bool:
    """Hold a case where it lies: all of it was meant, or these are all that wait in it."""
    if len(leaving) != 1:
        return False
    [(case, number)] = leaving.items()
    rows = Case.objects.filter(pk=case).exclude(queue=Queue.REPORTED)
    return bool((rows if whole else rows.filter(waiting=number)).update(held=True))


def _not_reported(case: int | None) -> str:
    queue = Case.objects.filter(pk=case or 0).values_list("queue", flat=True).first()
    return queue if queue and queue != Queue.REPORTED else Queue.CARE


def _shift(
    leaving: Mapping[int, int], into: int | None = None, number: int = 0, *, emptied: bool = False
) -> bool:
    """Move numbers between cases, lowest key first. False when `into` is not there to join any more; then those that
    leave have left all the same.

    A case that grows becomes a flood, and stays one. `emptied`: undo brings back into a case where nothing waits; it
    is not held any more then.
    """
    joined = False
    for pk in sorted({*leaving, *([into] if into else [])}):
        rows, gone = Case.objects.filter(pk=pk), leaving.get(pk, 0)
        if pk != into:
            rows.filter(waiting__gte=gone).update(waiting=F("waiting") - gone)
        elif emptied:
            joined = bool(rows.update(waiting=F("waiting") + number - gone, held=False))
        else:
            rows = rows.filter(waiting__gt=0).exclude(held=True, queue__in=(Queue.NEW, Queue.CARE))
            joined = bool(rows.update(waiting=F("waiting") + number))
    if joined:
        Case.objects.filter(pk=into or 0, queue=Queue.NEW, waiting__gte=FLOOD).update(queue=Queue.FLOOD)
    return joined
