"""A pledge by itself in the admin: it shows and calls; nobody is overwritten, nothing is decided unread."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.pledges.models import Pledge, PledgeDecision
from tests.actions.pledges.conftest import make_pledge

pytestmark = pytest.mark.django_db
LIST = "/admin/pledges/pledge/"


DESK = f"{LIST}desk/"


def desk(pledge):
    return f"{LIST}{pledge.pk}/change/"


def decide(client, pledge, version=None, **fields):
    """As the form inside the fold sends it."""
    data = {"version": version or pledge.version, "opened": "1", **fields}
    return client.post(f"{LIST}{pledge.pk}/decide/", data, follow=True)


def test_the_queue_shows_what_waits_and_no_text(moderator):
    waiting = make_pledge(text="I will keep this veiled")
    done = make_pledge(status="declined", code="D1", decided_on="2026-01-01")
    page = moderator.get(LIST).content.decode()
    assert waiting.public_id in page
    assert done.public_id not in page
    assert "veiled" not in page
    assert done.public_id in moderator.get(f"{LIST}?queue=declined").content.decode()


def test_the_text_lies_behind_a_fold_until_it_is_opened(moderator):
    page = moderator.get(desk(make_pledge(text="I will keep this veiled"))).content.decode()
    before, fold, inside = page.partition('<details class="desk__fold reading__fold" data-text>')
    assert fold
    assert "veiled" not in before
    assert "veiled" in inside
    assert 'value="approve"' not in before


def test_approving_leads_to_the_next_one(moderator):
    first, second = make_pledge(), make_pledge()
    response = decide(moderator, first, outcome="approve")
    first.refresh_from_db()
    assert first.status == "published"
    assert response.redirect_chain[-1][0] == f"{DESK}case/{second.case_id}/"


def test_a_form_that_was_not_inside_the_fold_decides_nothing(moderator):
    pledge = make_pledge()
    for outcome in ({"outcome": "approve"}, {"outcome": "decline", "code": "D9"}):
        assert decide(moderator, pledge, opened="", **outcome).status_code == 400
    assert not PledgeDecision.objects.exists()


def test_the_last_decision_leads_back_to_the_desk(moderator):
    pledge = make_pledge()
    response = decide(moderator, pledge, outcome="decline", code="D9")
    pledge.refresh_from_db()
    assert (pledge.status, pledge.code) == ("declined", "D9")
    assert response.redirect_chain[-1][0] == DESK


def test_a_decline_without_a_reason_is_asked_for_one(moderator):
    pledge = make_pledge()
    response = decide(moderator, pledge, outcome="decline")
    assert response.status_code == 400
    assert "Choose a reason" in response.content.decode()
    assert not PledgeDecision.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"outcome": "x"}, {"outcome": "decline", "code": "D99"}, {"version": "x"}, {}]
)
def test_nonsense_is_refused_and_changes_nothing(moderator, fields):
    pledge = make_pledge()
    assert decide(moderator, pledge, **fields).status_code == 400
    assert not PledgeDecision.objects.exists()


def test_the_colleague_who_comes_second_is_told(moderator, administrator):
    pledge = make_pledge()
    decide(moderator, pledge, outcome="decline", code="D5")
    response = decide(administrator, pledge, outcome="approve")
    assert "moderator decided first" in response.content.decode()
    pledge.refresh_from_db()
    assert pledge.status == "declined"


def test_a_danger_waits_for_a_second_person_and_says_so(moderator, administrator):
    pledge = make_pledge()
    page = decide(moderator, pledge, outcome="decline", code="D12").content.decode()
    assert "A different person has to decide the same" in page
    again = decide(moderator, pledge, version=2, outcome="decline", code="D12")
    assert "You looked at this pledge first" in again.content.decode()
    decide(administrator, pledge, version=2, outcome="decline", code="D12")
    pledge.refresh_from_db()
    assert pledge.status == "declined"


@pytest.mark.parametrize("outcome", ["hold", "pass_on"])
def test_setting_aside_needs_no_reason_and_can_be_seen(moderator, outcome):
    pledge = make_pledge()
    page = decide(moderator, pledge, outcome=outcome).content.decode()
    assert f"Just now: Pledge {pledge.public_id}" in " ".join(page.split())
    assert PledgeDecision.objects.get().outcome == outcome
    assert Pledge.objects.get().status == "pending"


def test_undoing_from_the_desk_brings_it_back_and_a_second_time_says_why_not(moderator):
    pledge = make_pledge()
    decide(moderator, pledge, outcome="approve")
    decide(moderator, pledge, version=2, outcome="undo")
    assert Pledge.objects.get().status == "pending"
    page = decide(moderator, pledge, version=3, outcome="undo").content.decode()
    assert "no decision here that can be undone" in page


def test_a_pledge_taken_down_meanwhile_is_said_to_be_gone(moderator):
    pledge = make_pledge()
    Pledge.objects.all().delete()
    assert "took this pledge down" in decide(moderator, pledge, outcome="approve").content.decode()


def test_moderators_decide_but_do_not_write_or_delete(moderator):
    pledge = make_pledge()
    assert moderator.get(f"{LIST}add/").status_code == 403
    assert moderator.post(f"{LIST}{pledge.pk}/delete/", {"post": "yes"}).status_code == 403
    assert moderator.post(desk(pledge), {"text": "mine now"}).status_code == 403
    assert moderator.get("/admin/auth/user/").status_code == 403
    assert Pledge.objects.get().text == pledge.text


def test_editors_and_strangers_do_not_see_the_queue(editor, client):
    pledge = make_pledge()
    for path in (LIST, desk(pledge), "/admin/pledges/pledgedecision/"):
        assert editor.get(path).status_code == 403
        assert client.get(path).status_code == 302
    assert decide(editor, pledge, outcome="approve").status_code == 403
    assert not PledgeDecision.objects.exists()


def test_decisions_are_read_and_never_changed(administrator):
    decide(administrator, make_pledge(), outcome="decline", code="D1")
    decision = PledgeDecision.objects.get()
    path = f"/admin/pledges/pledgedecision/{decision.pk}/"
    assert administrator.get("/admin/pledges/pledgedecision/").status_code == 200
    assert administrator.post(f"{path}delete/", {"post": "yes"}).status_code == 403
    assert administrator.post(f"{path}change/", {"code": "D2"}).status_code == 403
    assert administrator.get("/admin/pledges/pledgedecision/add/").status_code == 403


def test_a_long_queue_costs_as_many_queries_as_a_short_one(moderator):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert moderator.get(LIST).status_code == 200
        return len(queries)

    make_pledge()
    cost()  # warms what Django remembers about content types
    few = cost()
    for _ in range(200):
        make_pledge()
    assert cost() == few
