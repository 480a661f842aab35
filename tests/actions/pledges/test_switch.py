"""Lead moderators close the board; what was typed survives, help is there, and reading goes on."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User

from actions.pledges import opening
from actions.pledges.models import BoardState, Pledge
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db
OWN = "I will talk to my brother about asking first."
LIST, ROW = "/admin/pledges/boardstate/", "/admin/pledges/boardstate/1/change/"


@pytest.fixture
def lead(db):
    user = User.objects.create_user("lead", is_staff=True)
    user.groups.add(Group.objects.get(name="Lead moderator"))
    return signed_in(user)


def test_a_lead_moderator_closes_and_opens_the_board(lead, writer, visitor):
    assert opening.is_open()
    assert lead.get(LIST).headers["Location"] == ROW
    assert lead.post(ROW, {}).status_code == 302
    row = BoardState.objects.get()
    assert (row.open, row.by) == (False, lead.user)
    assert row.since is not None
    assert LogEntry.objects.count() == 1
    refused = writer.send(text=OWN)
    page = refused.content.decode()
    assert refused.status_code == 503
    assert refused["Retry-After"] == "3600"
    assert OWN in page
    assert "closed for a while" in page
    assert writer.send(action="make-a-small-distraction").status_code == 503
    assert visitor.get("/iwill/").status_code == 200
    assert "You can read everything on it" in visitor.get("/iwill/new/").content.decode()
    assert not Pledge.objects.exists()
    lead.post(ROW, {"open": "on"})
    assert writer.send(text=OWN).status_code == 200


def test_the_settings_close_it_whatever_the_switch_says(lead, settings):
    opening.switch(True, by=lead.user)
    settings.BOARD_OPEN = False
    assert not opening.is_open()
    assert "keep the board closed" in lead.get(ROW).content.decode()


def test_moderators_see_the_switch_and_do_not_press_it(moderator, editor):
    opening.state()
    assert moderator.get(ROW).status_code == 200
    assert moderator.post(ROW, {}).status_code == 403
    assert editor.get(LIST).status_code == 403
    assert editor.get(ROW).status_code == 403
    assert BoardState.objects.get().open


def test_a_full_board_says_when_to_come_back_and_where_help_is(writer, settings):
    settings.PLEDGES_PER_HOUR = 1
    writer.send(text=OWN)
    full = writer.send(text=OWN)
    page = full.content.decode()
    assert (full.status_code, full["Retry-After"]) == (429, "3600")
    assert "The board is full right now" in page
    note = page.split("The board is full right now", 1)[1].split("</div>", 1)[0]
    assert "/help/" in note or 'href="tel:' in note
    assert OWN in page
