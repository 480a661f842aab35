"""A flood: the caps hold exactly, the board stays as it is, and the desk has a few rows more. Small numbers; the
large ones are measured by tests/benchmarks/bench_flood.py."""

import pytest
from django.test import Client

from actions.pledges import likeness
from actions.pledges.forms import PledgeForm
from actions.pledges.models import Case, Pledge, Tally
from config.safety import work
from config.safety.forms import new_token
from tests.actions.pledges.flooding import ADVERT, ALL, EACH, SLOW, post
from tests.conftest import SAME_ORIGIN

pytestmark = pytest.mark.usefixtures("nobody_waits")


@pytest.mark.django_db
def test_many_from_one_place_store_its_share_and_leave_the_rest_to_others(guidance, caps):
    answers = [post(n, "203.0.113.7", worked=True).status_code for n in range(20)]
    assert answers == [200] * EACH + [429] * (20 - EACH)
    assert Pledge.objects.count() == EACH
    assert [post(n, f"198.51.100.{n}", worked=True).status_code for n in range(ALL)].count(200) == ALL - EACH


@pytest.mark.django_db
def test_a_flood_without_work_takes_its_part_and_people_with_work_still_get_through(guidance, caps):
    answers = [post(n, f"198.51.100.{n}").status_code for n in range(30)]
    assert answers == [200] * SLOW + [429] * (30 - SLOW)
    assert set(Case.objects.values_list("slow", flat=True)) == {True}
    answers = [post(n, f"203.0.113.{n}", worked=True).status_code for n in range(30)]
    assert answers == [200] * (ALL - SLOW) + [429] * (30 - ALL + SLOW)
    assert Pledge.objects.count() == ALL


@pytest.mark.django_db
def test_one_tap_without_work_is_under_the_same_small_cap_as_it_counts_at_once(guidance, caps):
    taps = [post(n, f"198.51.100.{n}", action="make-a-small-distraction").status_code for n in range(10)]
    assert taps == [200] * SLOW + [429] * (10 - SLOW)
    assert Tally.objects.made() == SLOW


@pytest.mark.django_db
def test_one_piece_of_work_is_good_for_a_few_forms_and_not_for_a_flood(guidance, caps, settings):
    settings.PLEDGES_SLOW_PER_HOUR_ALL = 2
    token = new_token(PledgeForm.token_salt)
    proof = {"started": token, "work": work.solve(token)}
    answers = [post(n, f"198.51.100.{n}", **proof).status_code for n in range(10)]
    assert answers == [200] * (work.USES + 2) + [429] * (10 - work.USES - 2)


@pytest.mark.django_db
def test_nothing_of_a_flood_is_public_and_at_the_desk_it_is_one_row(guidance, caps, visitor, settings):
    settings.PLEDGES_SLOW_PER_HOUR_ALL = ALL
    before = visitor.get("/iwill/").content
    for n in range(20):
        post(n, f"198.51.100.{n}")
    assert len({tuple(likeness.marks(text)) for text in Pledge.objects.values_list("text", flat=True)}) == 1
    assert visitor.get("/iwill/").content == before
    case = Case.objects.open().get()
    assert (case.queue, case.waiting) == (Case.Queue.FLOOD, ALL)


@pytest.mark.django_db
def test_help_comes_before_the_word_that_the_board_is_full(guidance, caps):
    for n in range(ALL):
        post(n, f"198.51.100.{n}")
    full = post(99, "192.0.2.1")
    assert (full.status_code, full["Retry-After"]) == (429, "3600")
    page = full.content.decode()
    assert "The board is full right now" in page
    assert ADVERT.format(99) in page
    for help_first in ({"about_me": "on"}, {"text": "I was raped last night"}):
        token = new_token(PledgeForm.token_salt)
        data = {"started": token, "website": "", "text": "I will not forget", **help_first}
        answer = Client(headers=SAME_ORIGIN, REMOTE_ADDR="192.0.2.2").post("/iwill/new/", data)
        assert answer.status_code == 200, help_first
        assert "full right now" not in answer.content.decode()
