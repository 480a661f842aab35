"""One decision about many: what was read is decided, what was not is left, and all of it can be taken back."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from actions.pledges import bulk, cases, keeping, moderation, retention
from actions.pledges.models import Case, Pledge, PledgeDecision
from tests.actions.pledges import invariants
from tests.actions.pledges.conftest import make_pledge, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return [User.objects.create_user(name, is_staff=True) for name in ("ana", "joss", "kim")]


@pytest.fixture(autouse=True)
def everything_is_counted():
    yield
    invariants.check()


def many(number, **changes):
    """Pledges in one case. Returns the case and the key of the last of them."""
    pledges = [make_pledge(**changes) for _ in range(number)]
    [case] = Case.objects.filter(pledges__in=pledges).distinct()
    return case, pledges[-1].pk


def statuses():
    return sorted(set(Pledge.objects.values_list("status", flat=True)))


def shown(case):
    return [pledge.pk for pledge in bulk.samples(case)]


def seen(*pledges):
    return [(pledge.pk, pledge.version) for pledge in pledges]


def reason(pledge, team, why):
    """Make a pledge that cannot be declined by ana, or only not as it was seen."""
    if why == "decided":
        moderation.approve(pledge.pk, version=1, by=team[1])
    elif why == "gone":
        retention.erase(pledge.pk)
    elif why == "changed":
        Pledge.objects.filter(pk=pledge.pk).update(version=2, text="I will do something else")
    else:
        moderation.decline(pledge.pk, version=1, code="D13", by=team[0])
        pledge.refresh_from_db()
    return pledge


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("decided", "joss decided first: put on the board."),
        ("gone", "The writer took this pledge down."),
        ("changed", "This pledge is different from the one you saw. Please read it again."),
        ("own proposal", "You looked at this pledge first. A different person has to decide."),
    ],
)
def test_what_stands_against_one_skips_it_and_says_why(team, why, sentence):
    good, other = make_pledge(), make_pledge()
    page = seen(good) + seen(reason(other, team, why) if why == "own proposal" else other)
    if why != "own proposal":
        reason(other, team, why)
    result = bulk.decide(page, outcome="decline", code="D8", by=team[0])
    assert result.done == 1
    assert [s.why for s in result.skipped] == [sentence]
    good.refresh_from_db()
    assert (good.status, good.code) == ("declined", "D8")
    row = PledgeDecision.objects.about(good).get()
    assert (row.at, row.by) == (result.at, team[0])


@pytest.mark.parametrize(
    ("outcome", "code"),
    [("undo", ""), ("propose", "D12"), ("decline", ""), ("decline", "D14"), ("approve", "D1"), ("", "")],
)
def test_what_is_no_decision_is_refused_before_anything_happens(team, outcome, code):
    case, last = many(2)
    with pytest.raises(ValueError, match="is not a decision"):
        bulk.decide(seen(*Pledge.objects.all()), outcome=outcome, code=code, by=team[0])
    with pytest.raises(ValueError, match="is not a decision"):
        bulk.decide_case(case.pk, up_to=last, outcome=outcome, code=code, by=team[0])
    assert statuses() == ["pending"]


def test_a_flood_is_one_row_that_one_decision_clears_and_undo_brings_back(team, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 300)
    case, last = many(1000)
    assert (case.queue, case.waiting) == ("flood", 1000)
    result = bulk.decide_case(case.pk, up_to=last, outcome="decline", code="D10", by=team[0])
    assert (result.done, result.skipped) == (1000, ())
    assert not Case.objects.open().exists()
    invariants.check()
    result = bulk.undo(result.at, team[0], by=team[1])
    assert (result.done, result.skipped) == (1000, ())
    assert list(Case.objects.open().values_list("pk", "queue", "waiting")) == [(case.pk, "flood", 1000)]
    assert statuses() == ["pending"]


def test_what_came_after_the_page_stays(team):
    case, last = many(3)
    later = make_pledge()
    assert bulk.decide_case(case.pk, up_to=last, outcome="decline", code="D8", by=team[0]).done == 3
    assert list(Pledge.objects.in_case(case)) == [later]
    case.refresh_from_db()
    assert case.waiting == 1


def test_nothing_that_nobody_read_comes_on_the_board(team):
    """Alike is not the same: another word, or a nickname that was on no page, waits for somebody to read it."""
    text = "I will ask every friend what they need before I do anything"
    case, _last = many(3, text=text)
    same = make_pledge(text=text.upper().replace("I WILL", "I will"))
    other = make_pledge(text=text.replace("anything", "something"))
    named = make_pledge(text=text, nickname="Bad word")
    assert {p.case_id for p in (same, other, named)} == {case.pk}
    page = [pk for pk in shown(case) if pk != other.pk]
    result = bulk.decide_case(case.pk, up_to=named.pk, outcome="approve", by=team[0], shown=page)
    assert (result.done, result.unread) == (4, 2)
    assert set(Pledge.objects.awaiting_review()) == {other, named}
    result = bulk.decide_case(case.pk, up_to=named.pk, outcome="approve", by=team[0], shown=[])
    assert (result.done, result.unread) == (0, 2)


def test_samples_are_ten_different_texts_oldest_first(team):
    text = "I will buy all the shoes that I can find in that shop {}"
    texts = [text.format(n) for n in (1, 1, 2, 3, 3, *range(4, 20))]
    pledges = [make_pledge(text=text) for text in texts]
    [case] = Case.objects.all()
    expected = [pledges[0], pledges[2], pledges[3], *pledges[5:12]]
    assert bulk.samples(case) == expected


@pytest.mark.parametrize("code", ["D12", "D13"])
def test_two_people_decide_about_a_whole_case(team, code):
    case, last = many(12)
    first = bulk.decide_case(case.pk, up_to=last, outcome="decline", code=code, by=team[0])
    assert (first.done, statuses()) == (12, ["pending"])
    [second] = Case.objects.open()
    assert (second.queue, second.waiting) == ("second", 12)
    again = bulk.decide_case(second.pk, up_to=last, outcome="decline", code=code, by=team[0])
    assert (again.done, len(again.skipped)) == (0, 12)
    assert bulk.decide_case(second.pk, up_to=last, outcome="decline", code=code, by=team[1]).done == 12
    assert set(Pledge.objects.values_list("status", "code")) == {("declined", code)}


def test_a_proposal_about_more_than_one_transaction_takes_opens_one_case(team, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 5)
    case, last = many(12)
    result = bulk.decide_case(case.pk, up_to=last, outcome="decline", code="D12", by=team[0])
    [second] = Case.objects.open()
    assert (second.queue, second.waiting) == ("second", 12)
    bulk.undo(result.at, team[0], by=team[1])
    assert list(Case.objects.open().values_list("pk", "waiting")) == [(case.pk, 12)]
    assert not Pledge.objects.proposed().exists()


def test_the_second_person_may_see_another_danger(team):
    case, last = many(3)
    bulk.decide_case(case.pk, up_to=last, outcome="decline", code="D12", by=team[0])
    [second] = Case.objects.open()
    bulk.decide_case(second.pk, up_to=last, outcome="decline", code="D13", by=team[1])
    [third] = Case.objects.open()
    assert (third.queue, third.waiting) == ("second", 3)
    assert bulk.decide_case(third.pk, up_to=last, outcome="decline", code="D13", by=team[0]).done == 3


def test_holding_a_case_holds_it_in_one_piece(team, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 5)
    case, last = many(12)
    result = bulk.decide_case(case.pk, up_to=last, outcome="hold", by=team[0])
    case.refresh_from_db()
    assert (case.held, case.waiting, Case.objects.count()) == (True, 12, 1)
    assert make_pledge().case_id == case.pk, "a flood that is held takes in what goes on coming"
    bulk.undo(result.at, team[0], by=team[1])
    case.refresh_from_db()
    assert (case.held, case.waiting, Pledge.objects.filter(held=True).count()) == (False, 13, 0)


def test_one_that_is_held_leaves_the_others_and_comes_back_to_them(team):
    case, last = many(3)
    moderation.hold(last, version=1, by=team[0])
    case.refresh_from_db()
    assert (case.held, case.waiting) == (False, 2)
    assert Case.objects.get(pledges=last).held
    moderation.undo(last, version=2, by=team[1])
    case.refresh_from_db()
    assert (case.waiting, Case.objects.open().count()) == (3, 1)


def test_passing_on_what_was_held_puts_its_case_back_on_the_desk(team):
    pledge = make_pledge()
    moderation.hold(pledge.pk, version=1, by=team[0])
    assert Case.objects.get().held
    moderation.pass_on(pledge.pk, version=2, by=team[1])
    assert not Case.objects.get().held


def test_undo_of_a_bulk_decision_skips_what_changed_since(team):
    case, _last = many(4)
    pledges = list(Pledge.objects.all())
    result = bulk.decide(seen(*pledges), outcome="approve", by=team[0])
    moderation.hold(pledges[0].pk, version=2, by=team[1])
    retention.erase(pledges[1].pk)
    keeping.mark(pledges[2].pk, "kept")
    taken = bulk.undo(result.at, team[0], by=team[2])
    assert taken.done == 2
    assert {s.public_id: s.why for s in taken.skipped} == {
        pledges[0].public_id: "Somebody decided about this pledge since, or it changed.",
        pledges[1].public_id: "The writer took this pledge down.",
    }
    case.refresh_from_db()
    assert case.waiting == 2
    with pytest.raises(moderation.TooLateError):
        bulk.undo(result.at, team[1], by=team[2])
    assert bulk.undo(result.at, team[0], by=team[2]).done == 0


def test_a_bulk_decision_can_be_undone_for_a_day(team):
    case, last = many(2)
    result = bulk.decide_case(case.pk, up_to=last, outcome="decline", code="D8", by=team[0])
    late = result.at + dt.timedelta(hours=24, seconds=1)
    with time_machine.travel(late, tick=False), pytest.raises(moderation.TooLateError, match="24 hours"):
        bulk.undo(result.at, team[0], by=team[1])
    with time_machine.travel(late - dt.timedelta(seconds=2), tick=False):
        retention.purge()
        assert bulk.undo(result.at, team[0], by=team[1]).done == 2
    assert list(Case.objects.open()) == [case], "the purge keeps a case for as long as an undo may need it"


def test_what_was_found_is_found_again_when_a_pledge_comes_back_from_the_board(team):
    text = "I will call 07700 900123 when I see it"
    found = cases.findings(text, "", "")
    pledge = publish(
        make_pledge(text=text, case=cases.open_for(text, "en", found), findings=cases.codes(found)), team[0]
    )
    assert pledge.findings == []
    moderation.undo(pledge.pk, version=2, by=team[1])
    pledge.refresh_from_db()
    assert pledge.findings == cases.codes(found) != []


def reported(pledge):
    Pledge.objects.filter(pk=pledge.pk).update(case=cases.alone(pledge, "reported"))
    pledge.reports.create(reason="story", day=timezone.localdate())


def test_a_pledge_that_was_kept_on_the_board_waits_off_it_after_an_undo(team):
    pledge = publish(make_pledge(), team[0])
    reported(pledge)
    moderation.keep(pledge.pk, version=2, by=team[1])
    pledge.refresh_from_db()
    assert (pledge.status, pledge.case, pledge.reports.count()) == ("published", None, 0)
    moderation.undo(pledge.pk, version=3, by=team[2])
    pledge.refresh_from_db()
    assert (pledge.status, pledge.case.waiting) == ("pending", 1)


@pytest.mark.parametrize(
    ("outcome", "code", "status"),
    [
        ("keep", "", "published"),
        ("decline", "D5", "declined"),
        ("decline", "D12", "pending"),
        ("hold", "", "pending"),
    ],
)
def test_decisions_about_reported_pledges_are_counted_and_can_be_undone(team, outcome, code, status):
    pledge = publish(make_pledge(), team[0])
    keeping.mark(pledge.pk, "kept")
    reported(pledge)
    invariants.check()
    result = bulk.decide([(pledge.pk, 2)], outcome=outcome, code=code, by=team[1])
    pledge.refresh_from_db()
    assert (result.done, pledge.status) == (1, status)
    invariants.check()
    assert bulk.undo(result.at, team[1], by=team[2]).done == 1


def test_the_site_s_own_promises_are_not_decided_about(team):
    ready = moderation.submit(sitting="a", language="en", action_key="A01").pledge
    result = bulk.decide([(ready.pk, 1)], outcome="hold", by=team[0])
    assert result.done == 0
    assert "The site wrote this promise" in result.skipped[0].why
