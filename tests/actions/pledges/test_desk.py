"""What lies on the desk, for whom, and in which order; and that nothing gets lost from it."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from actions.pledges import cases, claims, desk, moderation, repair, retention
from actions.pledges.desk_views import queues
from actions.pledges.models import Case, CaseMark, Pledge
from config.safety import throttle
from tests.actions.pledges import invariants
from tests.actions.pledges.conftest import make_pledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return [User.objects.create_user(name, is_staff=True) for name in ("ana", "joss", "kim")]


def put(queue, **changes):
    """One pledge alone in a case of that queue."""
    pledge = make_pledge()
    case = Case.objects.create(queue=queue, language="en", opened_on=timezone.localdate(), **changes)
    Pledge.objects.filter(pk=pledge.pk).update(case=case)
    cases.leave(pledge.case_id)
    return case


def next_case(person, queue="", passed=(), now=None):
    return desk.next_case(queue, person, passed, now or timezone.now())


def test_the_queues_come_in_their_order_and_what_may_wait_comes_last(team):
    slow = put("new", slow=True)
    expected = [put(queue) for queue in ("care", "reported", "second", "new")] + [slow, put("flood")]
    Pledge.objects.filter(case__queue="reported").update(status="published", decided_on=timezone.localdate())
    put("care", held=True)
    passed = []
    while case := next_case(team[0], passed=passed):
        passed.append(case.pk)
    assert passed == [case.pk for case in expected]
    assert desk.counts() == {"care": 1, "reported": 1, "second": 1, "new": 2, "flood": 1, "held": 1}
    assert next_case(team[0], "flood") == expected[-1]
    assert next_case(team[0], "flood", passed) is None


def test_counting_stops_where_nobody_needs_to_know_more(team, monkeypatch):
    monkeypatch.setattr(desk, "MOST", 3)
    for _ in range(6):
        put("new")
    assert desk.counts()["new"] == 4


def test_counting_what_is_held_does_not_read_all_that_waits():
    today = timezone.localdate()
    Case.objects.bulk_create(
        Case(queue="new", language="en", opened_on=today, waiting=1, held=number % 500 == 0)
        for number in range(4000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert "case_held" in queues.waiting("held").explain()
    assert desk.counts()["held"] == 8


def test_a_claim_keeps_colleagues_away_for_ten_minutes(team):
    case = put("new")
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        assert claims.take(case.pk, team[0]) == case
        assert claims.take(case.pk, team[1]) is None
        assert next_case(team[1]) is None
        assert next_case(team[0]) == case
    with time_machine.travel(now + dt.timedelta(minutes=9), tick=False):
        assert claims.take(case.pk, team[0]).claimed_until == timezone.now() + dt.timedelta(
            minutes=claims.MINUTES
        )
    with time_machine.travel(now + dt.timedelta(minutes=19), tick=False):
        assert next_case(team[1]) == case
        assert claims.take(case.pk, team[1]).claimed_by == team[1]
        claims.release(case.pk, team[0])
        assert claims.take(case.pk, team[0]) is None
        claims.release(case.pk, team[1])
        assert claims.take(case.pk, team[0])
    assert claims.take(case.pk + 1, team[0]) is None


def test_a_claim_does_not_decide(team):
    """It is a courtesy: whoever decides first has decided."""
    pledge = make_pledge()
    claims.take(pledge.case_id, team[0])
    moderation.approve(pledge.pk, version=1, by=team[1])
    assert claims.take(pledge.case_id, team[0]) is None


def test_nobody_is_offered_what_they_may_not_decide(team):
    pledge = make_pledge()
    moderation.decline(pledge.pk, version=1, code="D12", by=team[0])
    assert next_case(team[0]) is None
    assert next_case(team[1]).queue == "second"


def test_a_second_look_is_offered_to_somebody_else(team):
    pledge = make_pledge()
    moderation.decline(pledge.pk, version=1, code="D8", by=team[0])
    moderation.ask_second_look(pledge.pk)
    assert next_case(team[0]) is None
    case = next_case(team[1])
    assert case.queue == "second"
    # Who took a decision back has not decided; who declined may be the second about a danger.
    moderation.approve(pledge.pk, version=3, by=team[1])
    moderation.undo(pledge.pk, version=4, by=team[2])
    assert next_case(team[1])
    assert next_case(team[0]) is None
    moderation.decline(pledge.pk, version=5, code="D12", by=team[1])
    assert next_case(team[1]) is None
    assert next_case(team[0])


def test_the_desk_asks_the_same_number_of_questions_at_any_size(team, django_assert_max_num_queries):
    for size in (1, 30):
        for _ in range(size):
            put("new")
            put("second")
        with django_assert_max_num_queries(6):
            desk.counts()
        with django_assert_max_num_queries(6):
            next_case(team[0])


# --- floods --------------------------------------------------------------------------------------------------


def send(number, text="I will ask first", **values):
    return moderation.submit(sitting=f"s{number}", language="en", text=text, **values).pledge


def test_ten_that_are_alike_are_a_flood_and_stay_one(team):
    pledges = [send(n) for n in range(10)]
    [case] = Case.objects.all()
    assert (case.queue, case.waiting) == ("flood", 10)
    moderation.approve(pledges[0].pk, version=1, by=team[0])
    case.refresh_from_db()
    assert (case.queue, case.waiting) == ("flood", 9)


CARE = "I will never drink with men again"


def test_care_stays_care_and_is_folded_only_with_what_was_found_for_the_same_reasons():
    for number in range(12):
        send(number, text=CARE)
    send("danger", text=CARE, plan_if="when I kill myself")
    assert list(Case.objects.order_by("pk").values_list("queue", "waiting")) == [("care", 12), ("care", 1)]


DIFFERENT = ["ask first", "listen", "wait outside", "walk home with friends", "believe my sister", CARE[7:]]


def test_in_a_surge_what_came_without_proof_of_work_waits_apart(monkeypatch):
    monkeypatch.setattr("actions.pledges.moderation.sending.SURGE", 3)
    start = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)

    def queues(minutes, slow):
        with time_machine.travel(start + dt.timedelta(minutes=minutes), tick=False):
            pledges = [
                send(f"{minutes} {slow} {n}", f"I will {text}", slow=slow) for n, text in enumerate(DIFFERENT)
            ]
        found = [Case.objects.get(pk=pledge.case_id).queue for pledge in pledges]
        Pledge.objects.all().delete()
        Case.objects.all().delete()
        return found

    assert queues(0, slow=True) == ["new", "new", "new", "flood", "flood", "care"]
    assert queues(1, slow=False) == ["new"] * 5 + ["care"]
    assert queues(65, slow=True)[0] == "flood", "of the hour before, most still counts"
    assert queues(65 + 120, slow=True)[0] == "new"


def test_arrivals_are_counted_without_knowing_from_where(db):
    hour = throttle.PERIOD
    assert [throttle.arrived("x", 10 * hour + n) for n in range(4)] == [1, 2, 3, 4]
    assert throttle.arrived("x", 11 * hour) == 1 + 4
    assert throttle.arrived("x", 11.5 * hour) == 2 + 2
    assert throttle.arrived("x", 13 * hour) == 1


# --- nothing gets lost ---------------------------------------------------------------------------------------


def test_the_purge_counts_the_desk_anew(team):
    lost, many_, few, right = put("new"), put("care"), put("new"), put("flood")
    Case.objects.filter(pk=lost.pk).update(waiting=0)
    Case.objects.filter(pk=many_.pk).update(waiting=7)
    Pledge.objects.filter(case=right).update(case=few)
    retention.purge()
    invariants.check()
    assert set(Case.objects.values_list("pk", "waiting")) == {(lost.pk, 1), (many_.pk, 1), (few.pk, 2)}
    assert repair.heal() == 0


def test_a_run_sets_right_so_many_and_the_next_goes_on():
    for _ in range(5):
        Case.objects.filter(pk=put("new").pk).update(waiting=0)
    assert [repair.heal(most=3), repair.heal(most=3), repair.heal(most=3)] == [3, 2, 0]


def test_the_purge_keeps_a_case_for_a_day_after_its_decision(team):
    pledge = make_pledge()
    case = pledge.case_id
    moderation.approve(pledge.pk, version=1, by=team[0])
    retention.purge()
    assert Case.objects.filter(pk=case).exists()
    with time_machine.travel(timezone.now() + dt.timedelta(days=2), tick=False):
        retention.purge()
    pledge.refresh_from_db()
    assert (Case.objects.count(), CaseMark.objects.count(), pledge.case) == (0, 0, None)


def test_one_of_a_group_that_is_taken_down_leaves_the_group(team):
    pledges = [make_pledge() for _ in range(3)]
    retention.erase(pledges[1].pk)
    invariants.check()
    assert Case.objects.get().waiting == 2
    Pledge.objects.filter(pk=pledges[0].pk).update(made_on=timezone.localdate() - dt.timedelta(days=90))
    retention.purge()
    assert Case.objects.get().waiting == 1
    assert next_case(team[0]).waiting == 1


def test_a_purge_larger_than_one_transaction(monkeypatch):
    monkeypatch.setattr(retention, "CHUNK", 2)
    for _ in range(5):
        make_pledge(made_on=timezone.localdate() - dt.timedelta(days=90))
    assert retention.purge() == 5
    assert not Case.objects.exists()
