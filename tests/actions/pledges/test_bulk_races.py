"""Many moderators and many pledges at the same moment, singly and in bulk: one winner each, everything counted.

On PostgreSQL a wrong order of locks shows here as a deadlock, which is an error in one of the results.
"""

from functools import partial

import pytest
from django.contrib.auth.models import User

from actions.pledges import bulk, claims, moderation, repair, retention
from actions.pledges.models import Case, Pledge, PledgeDecision
from tests.actions.pledges import invariants
from tests.actions.pledges.conftest import make_pledge
from tests.actions.pledges.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = (moderation.AlreadyDecidedError, moderation.GoneError, moderation.NotAllowedError)


@pytest.fixture
def people():
    return [User.objects.create_user(f"person{n}") for n in range(8)]


@pytest.fixture(autouse=True)
def everything_is_counted():
    yield
    invariants.check()


def fine(results):
    """Nothing but results and refusals: no deadlock, no broken constraint, no lock that never came."""
    wrong = [r for r in results if isinstance(r, Exception) and not isinstance(r, REFUSED)]
    assert wrong == []
    return results


def decisions(*outcomes):
    rows = PledgeDecision.objects.filter(outcome__in=outcomes) if outcomes else PledgeDecision.objects.all()
    return rows.count()


def test_eight_lists_that_overlap_sixty_pledges_one_winner_each(people):
    pledges = [
        make_pledge(text=f"I will {word} first") for word in ("ask", "listen", "wait") for _ in range(20)
    ]
    moves = [("approve", ""), ("decline", "D8"), ("decline", "D12"), ("hold", "")]
    lists = [[(p.pk, 1) for p in pledges[n * 5 : n * 5 + 25]] for n in range(8)]
    results = fine(at_once(*[
        partial(bulk.decide, seen, outcome=moves[n % 4][0], code=moves[n % 4][1], by=people[n])
        for n, seen in enumerate(lists)
    ]))  # fmt: skip
    assert sum(result.done for result in results) == decisions() == 60
    assert sum(len(result.skipped) for result in results) == 8 * 25 - 60
    for result in results:
        assert all(
            "decided first" in skipped.why or "looked at this" in skipped.why or "different" in skipped.why
            for skipped in result.skipped
        )


@pytest.mark.parametrize("round_", range(3))
def test_whole_case_at_once_with_single_decisions_new_pledges_and_their_writers(people, monkeypatch, round_):
    monkeypatch.setattr(bulk, "CHUNK", 10)
    pledges = [make_pledge() for _ in range(60)]
    case, last = pledges[0].case, pledges[-1].pk
    pks = [pledge.pk for pledge in pledges]

    def singles(by, move, start, **values):
        return [quiet(partial(move, pk, version=1, by=by, **values)) for pk in pks[start::6]]

    fine(at_once(
        partial(bulk.decide_case, case.pk, up_to=last, outcome="decline", code="D10", by=people[0]),
        partial(bulk.decide_case, case.pk, up_to=last, outcome="decline", code="D12", by=people[1]),
        partial(singles, people[2], moderation.approve, 0),
        partial(singles, people[3], moderation.hold, 1),
        partial(singles, people[4], moderation.decline, 2, code="D13"),
        lambda: [retention.erase(pk) for pk in reversed(pks[3::6])],
        lambda: [send(f"{round_} {n}") for n in range(10)],
        lambda: [(claims.take(case.pk, people[7]), repair.heal(), repair.tidy()) for _ in range(5)],
    ))  # fmt: skip
    assert Pledge.objects.filter(pk__in=pks).count() <= 50
    assert Pledge.objects.exclude(pk__in=pks).awaiting_review().count() == 10
    assert decisions() == Pledge.objects.filter(version=2).count() + gone_after_a_decision()


def gone_after_a_decision():
    there = set(Pledge.objects.values_list("public_id", flat=True))
    return sum(row.pledge_public_id not in there for row in PledgeDecision.objects.all())


def send(sitting):
    return moderation.submit(sitting=sitting, language="en", text="I will ask first, number 7")


def quiet(call):
    try:
        return call()
    except REFUSED as error:
        return error


def test_two_bulk_decisions_about_one_case_share_its_pledges(people, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 20)
    pledges = [make_pledge() for _ in range(200)]
    moves = [("decline", "D8"), ("decline", "D10"), ("decline", "D1"), ("decline", "D5")]
    results = fine(at_once(*[
        partial(bulk.decide_case, pledges[0].case_id, up_to=pledges[-1].pk, outcome=o, code=c, by=by)
        for (o, c), by in zip(moves, people, strict=False)
    ]))  # fmt: skip
    assert sum(result.done for result in results) == decisions() == 200
    assert not Case.objects.open().exists()


@pytest.mark.parametrize("round_", range(3))
def test_undo_at_once_with_the_second_person_new_pledges_and_the_purge(people, monkeypatch, round_):
    monkeypatch.setattr(bulk, "CHUNK", 10)
    pledges = [make_pledge() for _ in range(60)]
    last = pledges[-1].pk
    proposed = bulk.decide_case(pledges[0].case_id, up_to=last, outcome="decline", code="D13", by=people[0])
    assert proposed.done == 60
    [second] = Case.objects.open()
    results = fine(at_once(
        partial(bulk.undo, proposed.at, people[0], by=people[1]),
        partial(bulk.undo, proposed.at, people[0], by=people[2]),
        partial(bulk.decide_case, second.pk, up_to=last, outcome="decline", code="D13", by=people[3]),
        lambda: [repair.tidy() for _ in range(5)],
        lambda: [send(f"{round_} {n}") for n in range(3)],
    ))  # fmt: skip
    assert sum(result.done for result in results[:3]) == 60
    invariants.check()
    if results[2].done:
        bulk.undo(results[2].at, people[3], by=people[4])
    assert Pledge.objects.filter(pk__lte=last).awaiting_review().count() == 60


def test_one_claim_at_a_time(people):
    for _ in range(20):
        case = make_pledge().case
        results = fine(at_once(*[partial(claims.take, case.pk, by) for by in people]))
        assert sum(result is not None for result in results) == 1
        Pledge.objects.all().delete()
        Case.objects.all().delete()
