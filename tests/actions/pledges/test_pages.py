"""From the form to the board and away again, as a visitor without scripts sees it."""

import re

import pytest

from actions.pledges import moderation
from actions.pledges.models import TWO_PEOPLE, Pledge, Tally
from tests.actions.pledges.conftest import Writer, days_ago, make_pledge, publish, return_path

pytestmark = pytest.mark.django_db
OWN = "I will talk to my brother about asking first."


def html(response):
    return response.content.decode()


def test_own_words_wait_for_a_person_and_get_a_private_link(writer, visitor):
    response = writer.send(text=OWN, nickname="Sam", plan_if="he makes a joke")
    pledge = Pledge.objects.get()
    assert response.status_code == 200
    assert (pledge.status, pledge.text, pledge.nickname, pledge.plan_if) == (
        "pending",
        OWN,
        "Sam",
        "he makes a joke",
    )
    assert OWN not in html(visitor.get("/iwill/"))
    page = visitor.get(return_path(response))
    assert "Waiting to be read" in html(page)
    assert OWN.removeprefix("I will ") in html(page)
    assert "he makes a joke" in html(page)
    assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_the_whole_way_of_a_pledge(writer, visitor, moderator):
    path = return_path(writer.send(text=OWN))
    publish(Pledge.objects.get(), moderator.user)
    board = html(visitor.get("/iwill/"))
    assert "talk to my brother about asking first." in board
    assert "<b>1</b> promise made" in board
    single = re.search(r'href="(/iwill/[a-z0-9]{10}/)"', board).group(1)
    assert visitor.get(single).status_code == 200
    assert "On the board" in html(visitor.get(path))
    unconfirmed = visitor.post(path, {})
    assert unconfirmed.status_code == 400
    assert "Tick the box" in html(unconfirmed)
    gone = visitor.post(path, {"confirm": "on"})
    assert "Taken down by you" in html(gone)
    assert not Pledge.objects.exists()
    assert Tally.objects.made() == 0
    assert visitor.get(path).status_code == 404
    assert visitor.get(single).status_code == 404
    assert "talk to my brother" not in html(visitor.get("/iwill/"))


def test_one_tap_counts_at_once(writer, visitor):
    response = writer.send(action="make-a-small-distraction")
    pledge = Pledge.objects.get()
    assert (pledge.status, pledge.action_key, pledge.text) == ("published", "A01", "")
    assert "Your promise counts" in html(response)
    board = html(visitor.get("/iwill/"))
    assert "ask a simple question to break the moment" in board
    assert "1 person" in board
    assert "ask a simple question" in html(visitor.get(f"/iwill/{pledge.public_id}/"))
    assert "ask a simple question" in html(visitor.get(return_path(response)))


def test_the_form_offers_the_action_that_a_reader_came_from(visitor, guidance):
    page = html(visitor.get("/iwill/new/?action=make-a-small-distraction"))
    assert 'name="action" value="make-a-small-distraction"' in page
    assert visitor.get("/iwill/new/?action=no-such-action").status_code == 200


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Enter your pledge."),
        ({"text": " \u200b "}, "Enter your pledge."),
        ({"text": "You will be nice"}, "must start with"),
        ({"text": "I will"}, "must start with"),
        ({"text": "I will " + "x" * 120}, "You have used 127"),
        ({"text": OWN, "agree": None}, "Tick the box"),
        ({"text": OWN, "plan_if": "\u0958" * 120}, "at most 120"),
        ({"text": OWN, "plan_if": "x" * 121}, "at most 120"),
        ({"action": "no\x00such"}, ""),
        ({"text": OWN, "website": "spam"}, "hidden box"),
        ({"text": OWN, "token": "forged"}, "send it again"),
        ({"text": OWN, "seconds": 1}, "very quick"),
        ({"text": OWN, "seconds": 25 * 3600}, "more than a day"),
        ({"action": "no-such-action"}, ""),
    ],
)
def test_bad_input_is_explained_and_nothing_typed_is_lost(writer, fields, sentence):
    response = writer.send(nickname="Keep me", **fields)
    page = html(response)
    assert response.status_code == 400
    assert sentence in page
    assert 'role="alert"' in page or fields.get("action")
    if fields.get("text", "").strip(" \u200b"):
        assert fields["text"] in page
        assert "Keep me" in page
    assert not Pledge.objects.exists()


def test_every_line_of_the_error_summary_leads_to_a_field(writer):
    page = html(writer.send(text="You will", agree=None))
    targets = re.findall(r'<li><a href="#([^"]+)"', page)
    assert targets == ["id_text", "id_agree"]
    for target in targets:
        assert f'id="{target}"' in page
    described = re.findall(r'aria-describedby="([^"]+)"', page)
    for identifier in " ".join(described).split():
        assert f'id="{identifier}"' in page
    assert page.count('aria-invalid="true"') == 2


def test_a_disclosure_meets_help_and_is_not_stored(writer):
    response = writer.send(text="I will never forget what he did", about_me="on", agree=None)
    page = html(response)
    assert response.status_code == 200
    assert "What happened was not your fault." in page
    assert "never forget" not in page
    assert not Pledge.objects.exists()


def test_sending_twice_stores_one_and_shows_the_same_link(writer):
    token = writer.token()
    first, second = writer.send(text=OWN, token=token), writer.send(text=OWN, token=token)
    assert Pledge.objects.count() == 1
    assert return_path(first) == return_path(second)


def test_other_words_from_the_same_page_are_another_pledge(writer):
    """Somebody goes back to take a name out: the second text must not be dropped in favour of the first."""
    token = writer.token()
    first = writer.send(text="I will talk to Maria", as_it_is="1", token=token)
    second = writer.send(text="I will talk to a friend", token=token)
    assert set(Pledge.objects.values_list("text", flat=True)) == {
        "I will talk to Maria",
        "I will talk to a friend",
    }
    assert return_path(first) != return_path(second)
    for slug in ("make-a-small-distraction", "check-in-when-it-is-over"):
        writer.send(action=slug, token=token)
    assert Pledge.objects.exclude(action_key="").count() == 2


def test_too_many_from_one_place_are_asked_to_wait_with_their_text(writer, settings):
    settings.PLEDGES_PER_HOUR = 2
    statuses = [writer.send(text=f"I will {n}").status_code for n in range(3)]
    assert statuses == [200, 200, 429]
    full = writer.send(text=OWN)
    assert OWN in html(full)
    assert "try again in an hour" in html(full)
    assert Pledge.objects.count() == 2


def test_a_closed_board_keeps_reading_open_and_the_text_in_the_form(writer, visitor, settings):
    settings.BOARD_OPEN = False
    response = writer.send(text=OWN)
    assert response.status_code == 503
    assert OWN in html(response)
    assert visitor.get("/iwill/").status_code == 200
    assert not Pledge.objects.exists()


@pytest.mark.parametrize(("code", "words"), [("D1", "point to a real person"), ("D10", "nearly there")])
def test_a_decline_is_read_as_a_kind_reason(writer, visitor, moderator, code, words):
    path = return_path(writer.send(text=OWN))
    moderation.decline(Pledge.objects.get().pk, version=1, code=code, by=moderator.user)
    page = html(visitor.get(path))
    assert "Not on the board" in page
    assert words in page
    for never in ("rejected", "violation", "inappropriate"):
        assert never not in page


def test_declined_words_can_be_changed_and_sent_again(writer, visitor, moderator):
    path = return_path(writer.send(text=OWN, nickname="Sam"))
    moderation.decline(Pledge.objects.get().pk, version=1, code="D1", by=moderator.user)
    assert 'name="change"' in html(visitor.get(path))
    form = visitor.post("/iwill/new/", {"text": OWN, "nickname": "Sam", "change": "1"})
    assert form.status_code == 200
    assert OWN in html(form)
    assert 'value="Sam"' in html(form)
    assert 'role="alert"' not in html(form)
    assert Pledge.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "words"), [("D2", "not your fault"), ("D4", "honesty"), ("D12", "worried"), ("D13", "worried")]
)
def test_after_a_hard_code_the_page_helps_and_never_repeats_the_words(
    writer, visitor, moderator, administrator, code, words
):
    path = return_path(writer.send(text=OWN, plan_if="quiet plan"))
    moderation.decline(Pledge.objects.get().pk, version=1, code=code, by=moderator.user)
    if code in TWO_PEOPLE:
        assert "brother" in html(visitor.get(path))
        moderation.decline(Pledge.objects.get().pk, version=2, code=code, by=administrator.user)
    page = html(visitor.get(path))
    assert words in page
    assert "brother" not in page
    assert "quiet plan" not in page
    assert 'name="confirm"' in page


def test_pages_by_keyset_show_every_pledge_once(visitor, guidance, moderator):
    for number in range(60):
        publish(make_pledge(text=f"I will do thing {number:03}"), moderator.user, on=days_ago(number % 7))
    seen, path = [], "/iwill/"
    while path:
        page = html(visitor.get(path))
        seen += re.findall(r"<bdi>do thing (\d+)</bdi>", page)
        older = re.search(r'href="(\?before=[^"]+)"', page)
        path = f"/iwill/{older.group(1)}" if older else None
    assert len(seen) == 60
    assert sorted(seen) == [f"{n:03}" for n in range(60)]


@pytest.mark.parametrize("cursor", ["x", "2026-01-01.5", "../..", "abcdefghjk", "é" * 500])
def test_a_cursor_that_makes_no_sense_shows_the_first_page(visitor, guidance, cursor):
    assert visitor.get(f"/iwill/?before={cursor}").status_code == 200


def test_nobody_sees_a_pledge_that_is_not_on_the_board(visitor, guidance):
    pledge = make_pledge()
    assert visitor.get(f"/iwill/{pledge.public_id}/").status_code == 404


@pytest.mark.parametrize("secret", ["x", "x" * 43, "x" * 500, "..%2F.."])
def test_a_wrong_return_link_says_nothing_more_than_that(visitor, guidance, secret):
    response = visitor.get(f"/iwill/mine/{secret}/")
    assert response.status_code == 404
    assert b'id="leave"' in response.content


def test_hostile_text_is_shown_as_text(writer, visitor, moderator):
    writer.send(text="I will <script>alert(1)</script> & \u202egnp", nickname='"><img src=x>')
    publish(Pledge.objects.get(), moderator.user)
    page = html(visitor.get("/iwill/"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; gnp" in page
    assert "<img" not in page


def test_spanish_pages_take_a_spanish_pledge(visitor, guidance, moderator):
    writer = Writer(visitor, "/es/iwill/new/")
    response = writer.send(text="Voy a preguntar primero")
    assert return_path(response).startswith("/es/iwill/mine/")
    publish(Pledge.objects.get(), moderator.user)
    board = html(visitor.get("/iwill/"))
    assert '<p lang="es"><b><bdi>Voy a</bdi></b>' in board


def test_dates_are_kept_to_the_day_and_shown_to_the_month(writer, visitor, moderator):
    writer.send(text=OWN)
    assert Pledge._meta.get_field("made_on").get_internal_type() == "DateField"
    pledge = publish(Pledge.objects.get(), moderator.user)
    page = html(visitor.get(f"/iwill/{pledge.public_id}/"))
    assert pledge.made_on.strftime("%B %Y") in page
    assert pledge.made_on.isoformat() not in page


def test_the_rules_name_all_thirteen_reasons(visitor):
    page = html(visitor.get("/board-rules/"))
    assert "name or point to a real person" in page
    assert "suggest risk of suicide" in page
