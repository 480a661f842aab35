import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from actions.pledges.models import Pledge, PledgeDecision, Tally
from tests.actions.pledges.conftest import make_pledge

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.mark.parametrize(
    "impossible",
    [
        {"text": ""},
        {"action_key": "A01"},
        {"text": "", "action_key": "A01", "status": "published", "decided_on": TODAY, "nickname": "Sam"},
        {"text": "", "action_key": "A01"},
        {"status": "published"},
        {"status": "published", "decided_on": TODAY, "code": "D1"},
        {"status": "declined", "decided_on": TODAY},
        {"status": "declined", "code": "D1"},
        {"decided_on": TODAY},
        {"code": "D1"},
        {"status": "unknown"},
        {"proposed_code": "D12"},
        {"held": True, "status": "published", "decided_on": TODAY},
        {"kept": "kept", "kept_on": TODAY},
        {"kept": "kept", "status": "published", "decided_on": TODAY},
    ],
)
def test_the_database_refuses_impossible_pledges(impossible):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_pledge(**impossible)


@pytest.mark.parametrize(
    "possible",
    [
        {},
        {"status": "published", "decided_on": TODAY},
        {"status": "declined", "decided_on": TODAY, "code": "D1"},
        {"text": "", "action_key": "A01", "status": "published", "decided_on": TODAY},
    ],
)
def test_the_database_takes_possible_pledges(possible):
    assert make_pledge(**possible).pk


def test_a_pledge_never_names_its_text():
    pledge = make_pledge(text="I will keep this sentence out of every log")
    assert "sentence" not in str(pledge)
    assert "sentence" not in repr(pledge)


def test_the_wall_holds_written_published_pledges_newest_decision_first():
    old = make_pledge(status="published", decided_on=TODAY.replace(day=1))
    new = make_pledge(status="published", decided_on=TODAY)
    make_pledge()
    make_pledge(status="declined", decided_on=TODAY, code="D1")
    make_pledge(text="", action_key="A01", status="published", decided_on=TODAY)
    expected = sorted([old, new], key=lambda p: (p.decided_on, p.pk), reverse=True)
    assert list(Pledge.objects.on_the_wall()) == expected


def test_the_queue_is_oldest_first():
    first, second = make_pledge(), make_pledge()
    assert list(Pledge.objects.awaiting_review()) == [first, second]


def test_a_decision_is_written_once_and_stays(moderator):
    values = {"pledge_public_id": "abcdefghjk", "version": 1, "by": moderator.user, "at": timezone.now()}
    decision = PledgeDecision.objects.create(outcome="approve", previous="a", hash="b", **values)
    with pytest.raises(TypeError):
        decision.save()
    with pytest.raises(TypeError):
        decision.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        PledgeDecision.objects.create(outcome="decline", code="D1", previous="b", hash="c", **values)


def test_a_decline_needs_a_code(moderator):
    values = {"pledge_public_id": "abcdefghjk", "version": 1, "by": moderator.user, "at": timezone.now()}
    for outcome, code in (("decline", ""), ("propose", ""), ("approve", "D1"), ("undo", "D1")):
        with pytest.raises(IntegrityError), transaction.atomic():
            PledgeDecision.objects.create(outcome=outcome, code=code, previous="a", hash="b", **values)


def test_counts_add_up():
    Tally.objects.create(key="own", made=2)
    Tally.objects.create(key="A01", made=5)
    Tally.objects.create(key="A02", made=0)
    assert Tally.objects.made() == 7
    assert Tally.objects.by_action() == {"A01": 5}
