import pytest

from actions.pledges import bulk, recount
from actions.pledges.models import MonthlyNumber
from tests.actions.pledges.conftest import make_pledge

pytestmark = pytest.mark.django_db


def test_a_decision_about_many_counts_each_under_its_strategy(moderator):
    seen = [
        (make_pledge(text="I will ask my friend first", strategy=s).pk, 1)
        for s in ("", "direct", "direct", "delay")
    ]
    r = bulk.decide(seen, outcome="approve", by=moderator.user)
    assert r.done == 4
    assert [str(w) for part in recount.PARTS for w in recount.wrong(part)] == []
    bulk.undo(r.at, moderator.user, by=moderator.user)
    assert [str(w) for part in recount.PARTS for w in recount.wrong(part)] == []
    assert not MonthlyNumber.objects.filter(kind="made", number__gt=0).exists()
