"""Danger is looked at by two people, a decision can be taken back for a day, and a second look is by somebody else."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from actions.pledges import moderation, retention
from actions.pledges.models import Pledge, PledgeDecision, Tally
from tests.actions.pledges.conftest import make_pledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return [User.objects.create_user(name, is_staff=True) for name in ("ana", "joss", "kim")]


@pytest.fixture(autouse=True)
def the_log_is_whole():
    yield
    call_command("verify_decisions")


def after(move, pledge, **values):
    """Decide on the pledge as it is now; returns it as it is then."""
    pledge.refresh_from_db()
    move(pledge.pk, version=pledge.version, **values)
    pledge.refresh_from_db()
    return pledge


def outcomes():
    return list(PledgeDecision.objects.in_order().values_list("outcome", "code", "by__username"))


@pytest.mark.parametrize("code", ["D12", "D13"])
def test_a_danger_is_declined_by_two_people(team, code):
    pledge = after(moderation.decline, make_pledge(), code=code, by=team[0])
    assert (pledge.status, pledge.proposed_code, pledge.proposed_by) == ("pending", code, team[0])
    assert list(Pledge.objects.proposed()) == [pledge]
    assert not Pledge.objects.first_look().exists()
    for again in (
        lambda: after(moderation.decline, pledge, code=code, by=team[0]),
        lambda: after(moderation.decline, pledge, code="D5", by=team[0]),
        lambda: after(moderation.approve, pledge, by=team[0]),
    ):
        with pytest.raises(moderation.SamePersonError, match="different person"):
            again()
    after(moderation.decline, pledge, code=code, by=team[1])
    assert (pledge.status, pledge.code, pledge.proposed_code, pledge.proposed_by) == (
        "declined",
        code,
        "",
        None,
    )
    assert outcomes() == [("propose", code, "ana"), ("decline", code, "joss")]


@pytest.mark.parametrize(("move", "values", "status"), [
    (moderation.approve, {}, "published"),
    (moderation.decline, {"code": "D5"}, "declined"),
])  # fmt: skip
def test_the_second_person_may_disagree_and_both_are_written_down(team, move, values, status):
    pledge = after(moderation.decline, make_pledge(), code="D12", by=team[0])
    after(move, pledge, by=team[1], **values)
    assert (pledge.status, pledge.proposed_by) == (status, None)
    assert [row[2] for row in outcomes()] == ["ana", "joss"]


def test_another_danger_is_a_new_proposal(team):
    pledge = after(moderation.decline, make_pledge(), code="D12", by=team[0])
    after(moderation.decline, pledge, code="D13", by=team[1])
    assert (pledge.status, pledge.proposed_code, pledge.proposed_by) == ("pending", "D13", team[1])
    assert after(moderation.decline, pledge, code="D13", by=team[0]).status == "declined"


def test_holding_and_passing_on_need_no_reason_and_leave_a_proposal_alone(team):
    pledge = after(moderation.decline, make_pledge(), code="D13", by=team[0])
    assert after(moderation.hold, pledge, by=team[0]).held
    assert not after(moderation.pass_on, pledge, by=team[0]).held
    assert (pledge.status, pledge.proposed_by) == ("pending", team[0])
    assert after(moderation.decline, pledge, code="D13", by=team[1]).status == "declined"


@pytest.mark.parametrize(("move", "values"), [
    (moderation.approve, {}), (moderation.decline, {"code": "D1"}), (moderation.hold, {}),
    (moderation.decline, {"code": "D12"}),
])  # fmt: skip
def test_a_decision_can_be_undone_for_a_day(team, move, values):
    pledge = after(move, make_pledge(), by=team[0], **values)
    after(moderation.undo, pledge, by=team[1])
    assert (pledge.status, pledge.code, pledge.decided_on, pledge.held) == ("pending", "", None, False)
    assert (pledge.proposed_code, pledge.proposed_by) == ("", None)
    assert Tally.objects.made() == 0
    after(move, pledge, by=team[0], **values)
    late = timezone.now() + dt.timedelta(hours=24, seconds=1)
    with time_machine.travel(late, tick=False), pytest.raises(moderation.TooLateError, match="24 hours"):
        after(moderation.undo, pledge, by=team[1])


def test_only_the_last_decision_is_undone_and_only_once(team):
    pledge = make_pledge()
    with pytest.raises(moderation.TooLateError):
        after(moderation.undo, pledge, by=team[0])
    after(moderation.approve, pledge, by=team[0])
    with pytest.raises(moderation.AlreadyDecidedError):
        moderation.undo(pledge.pk, version=1, by=team[0])
    after(moderation.undo, pledge, by=team[0])
    with pytest.raises(moderation.TooLateError):
        after(moderation.undo, pledge, by=team[0])
    retention.erase(pledge.pk)
    with pytest.raises(moderation.GoneError):
        moderation.undo(pledge.pk, version=3, by=team[0])


def test_undoing_takes_a_kept_promise_out_of_the_numbers(team):
    from actions.pledges import keeping

    pledge = after(moderation.approve, make_pledge(), by=team[0])
    assert keeping.mark(pledge.pk, "kept")
    after(moderation.undo, pledge, by=team[0])
    assert (pledge.kept, pledge.kept_on, Tally.objects.kept(), Tally.objects.made()) == ("", None, 0, 0)


def test_the_writer_may_ask_once_for_somebody_else_to_look(team):
    pledge = after(moderation.decline, make_pledge(), code="D8", by=team[0])
    assert moderation.ask_second_look(pledge.pk)
    assert list(Pledge.objects.second_look()) == [pledge]
    assert not Pledge.objects.first_look().exists()
    for move, values in ((moderation.approve, {}), (moderation.decline, {"code": "D8"})):
        with pytest.raises(moderation.SamePersonError, match="different person"):
            after(move, pledge, by=team[0], **values)
    after(moderation.decline, pledge, code="D8", by=team[1])
    assert pledge.status == "declined"
    assert not moderation.ask_second_look(pledge.pk)


@pytest.mark.parametrize("code", ["D2", "D4", "D12", "D13"])
def test_a_story_a_confession_or_a_danger_has_no_second_look(code):
    pledge = make_pledge(status="declined", code=code, decided_on="2026-01-01")
    assert not moderation.may_ask(pledge)
    assert not moderation.ask_second_look(pledge.pk)


def test_what_is_not_declined_has_no_second_look(team):
    pledge = make_pledge()
    assert not moderation.ask_second_look(pledge.pk)
    after(moderation.approve, pledge, by=team[0])
    assert not moderation.ask_second_look(pledge.pk)
    with pytest.raises(moderation.AlreadyDecidedError):
        after(moderation.second_look, pledge, by=team[1])


def test_a_colleague_may_open_a_declined_pledge_again(team):
    pledge = after(moderation.decline, make_pledge(), code="D10", by=team[0])
    with pytest.raises(moderation.SamePersonError):
        after(moderation.second_look, pledge, by=team[0])
    after(moderation.second_look, pledge, by=team[1])
    assert (pledge.status, pledge.second_look_asked) == ("pending", True)
    assert after(moderation.approve, pledge, by=team[1]).status == "published"
    assert [row[0] for row in outcomes()] == ["decline", "second_look", "approve"]


def test_who_took_a_decision_back_may_decide_the_second_look(team):
    pledge = after(moderation.decline, make_pledge(), code="D10", by=team[0])
    moderation.ask_second_look(pledge.pk)
    after(moderation.approve, pledge, by=team[1])
    after(moderation.undo, pledge, by=team[1])
    with pytest.raises(moderation.SamePersonError):
        after(moderation.approve, pledge, by=team[0])
    assert after(moderation.approve, pledge, by=team[1]).status == "published"


def test_who_declined_before_may_still_be_the_second_about_a_danger(team):
    pledge = after(moderation.decline, make_pledge(), code="D5", by=team[0])
    moderation.ask_second_look(pledge.pk)
    after(moderation.decline, pledge, code="D12", by=team[1])
    with pytest.raises(moderation.SamePersonError):
        after(moderation.approve, pledge, by=team[0])
    assert after(moderation.decline, pledge, code="D12", by=team[0]).status == "declined"
