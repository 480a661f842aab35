"""What must be true of the desk, the numbers and the log after anything at all: counted here from the rows alone."""

from collections import Counter, defaultdict

from django.utils import timezone

from actions.pledges import chain
from actions.pledges.models import Case, LogHead, MonthlyNumber, Pledge, PledgeDecision, Tally

SETTLES = ("approve", "keep", "decline")


def check():
    assert cases_as_stored() == cases_as_counted()
    assert tallies_as_stored() == tallies_as_counted()
    stored, counted = months_as_stored(), months_as_counted()
    assert stored == counted
    rows = list(PledgeDecision.objects.in_order())
    fits, _last, wrong = chain.check(rows, LogHead.objects.first())
    assert (fits, wrong) == (len(rows), None)


def cases_as_stored():
    return dict(Case.objects.filter(waiting__gt=0).values_list("pk", "waiting"))


def cases_as_counted():
    """Those that wait, and those on the board that are reported."""
    reported = set(Case.objects.filter(queue="reported").values_list("pk", flat=True))
    rows = Pledge.objects.exclude(case=None).values_list("case_id", "status")
    return dict(Counter(case for case, status in rows if waits(case, status, reported)))


def waits(case, status, reported):
    return status == "pending" or (status == "published" and case in reported)


def tallies_as_stored():
    found = {}
    for tally in Tally.objects.all():
        found |= {(tally.key, "made"): tally.made, (tally.key, "kept"): tally.kept}
    return {key: number for key, number in found.items() if number}


def tallies_as_counted():
    found = Counter()
    for action, kept in Pledge.objects.published().values_list("action_key", "kept"):
        found[action or "own", "made"] += 1
        found[action or "own", "kept"] += kept == "kept"
    return {key: number for key, number in found.items() if number}


def months_as_stored():
    rows = MonthlyNumber.objects.filter(number__gt=0).values_list("month", "kind", "key", "number")
    return {(month, kind, key): number for month, kind, key, number in rows}


def months_as_counted():
    """Decisions and days of waiting come from the log: what was taken back does not count."""
    found = Counter()
    for pledge in Pledge.objects.published():
        key = pledge.action_key or "own"
        found[pledge.decided_on.replace(day=1), "made", key] += 1
        if pledge.kept == "kept":
            found[pledge.kept_on.replace(day=1), "kept", key] += 1
    made_on = dict(Pledge.objects.values_list("public_id", "made_on"))
    for public_id, decisions in decisions_that_stand().items():
        for number, (outcome, code, day) in enumerate(decisions):
            month = day.replace(day=1)
            found[month, "decision", code or outcome] += 1
            if number == 0:
                # Of a pledge that is gone, nobody knows when it was made: the tests take theirs down on the same day.
                days = (day - made_on.get(public_id, day)).days
                found[month, "wait", str(max(0, days))] += 1
    return dict(found)


def decisions_that_stand():
    """Public id to the decisions that settled something, each as (outcome, code, day)."""
    rows = defaultdict(list)
    for row in PledgeDecision.objects.in_order():
        if row.outcome == "undo":
            rows[row.pledge_public_id].pop()
        else:
            rows[row.pledge_public_id].append((row.outcome, row.code, timezone.localdate(row.at)))
    return {key: [row for row in found if row[0] in SETTLES] for key, found in rows.items()}
