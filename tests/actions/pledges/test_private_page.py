"""The writer's own page: by words as well as by its link, what was kept, a reminder, a second look."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.utils import timezone, translation

from actions.pledges import keeping, moderation, reminder, retention, word_code
from actions.pledges.models import Pledge, Tally
from actions.pledges.views import mine
from tests.actions.pledges.conftest import make_pledge, publish, return_path

pytestmark = pytest.mark.django_db
OWN = "I will talk to my brother about asking first."
WORDS = "/iwill/mine/"


def html(response):
    return response.content.decode()


def code_of(response):
    return re.search(r'id="words"><b>([a-z ]+)</b>', html(response)).group(1)


def test_the_list_is_plain_and_a_slip_never_makes_another_word():
    words = word_code.words()
    assert len(words) ** word_code.NUMBER > 2**80
    assert all(re.fullmatch("[a-z]{3,7}", word) for word in words)
    shortened = [word[:n] + "_" + word[n + 1 :] for word in words for n in range(len(word))]
    assert len(set(shortened)) == len(shortened)  # no two differ in one letter
    left_out = {word[:n] + word[n + 1 :] for word in words for n in range(len(word))}
    assert not left_out & set(words)
    assert len(set(words)) == len(words)


def test_the_words_hang_on_the_sitting_and_on_the_key_of_the_site(settings):
    first = word_code.words_for("sitting")
    assert word_code.words_for("sitting") == first
    assert len(first.split()) == word_code.NUMBER
    assert word_code.words_for("other") != first
    settings.SECRET_KEY = "another key, long enough for the check, 0123456789"
    assert word_code.words_for("sitting") != first


def test_the_words_are_stored_nowhere_and_are_not_part_of_the_link():
    sent = moderation.submit(sitting="s", language="en", text=OWN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM pledges_pledge")
        row = str(cursor.fetchall())
    assert sent.words not in row
    assert sent.words.split()[0] not in row
    assert sent.words not in sent.secret


@pytest.mark.parametrize(
    "change",
    [str, str.upper, lambda w: w.replace(" ", "-"), lambda w: f"  {w.replace(' ', ',  ')}\r\n", str.title],
)
def test_words_are_found_as_people_type_them(change):
    sent = moderation.submit(sitting="s", language="en", text=OWN)
    assert word_code.find(change(sent.words)) == sent.pledge


def test_other_words_find_nothing():
    sent = moderation.submit(sitting="s", language="en", text=OWN)
    parts = sent.words.split()
    for wrong in ("", " ".join(parts[:8]), " ".join(parts[::-1]), " ".join([*parts, "acorn"]), "x" * 5000):
        assert word_code.find(wrong) is None
    make_pledge()  # one from before the words has none, and no words find it
    assert word_code.find("None") is None


def test_everything_works_by_words_and_no_address_holds_a_secret(writer, visitor, moderator):
    sent = writer.send(text=OWN)
    words, pledge = code_of(sent), publish(Pledge.objects.get(), moderator.user)
    secret = return_path(sent).split("/")[-2]

    def send(**fields):
        return visitor.post(WORDS, {"words": words, **fields})

    page = html(send())
    assert "On the board" in page
    assert secret not in page
    private = page.replace(f'value="{words}"', "")
    assert words not in private
    assert set(re.findall(r'<form[^>]+action="([^"]*mine[^"]*)"', page)) == {WORDS}
    assert page.count(f'name="words" value="{words}"') == page.count(f'action="{WORDS}"')
    assert "written down" in html(send(do="kept"))
    assert send(do="reminder")["Content-Type"].startswith("text/calendar")
    assert send(do="delete").status_code == 400
    assert "Taken down by you" in html(send(do="delete", confirm="on"))
    assert not Pledge.objects.filter(pk=pledge.pk).exists()
    gone = send()
    assert gone.status_code == 404
    assert words in html(gone)


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ("", 400, "Type the nine words"),
        ("acorn actor", 400, "this has 2"),
        ("acorn " * 9, 404, "Nothing is here for these words"),
        ("acorn " * 8 + "akorn", 404, "not among ours: akorn"),
        ("<script>alert(1)</script>", 400, "this has 3"),
        ("x" * 201, 400, "at most 200"),
    ],
)
def test_wrong_words_are_explained_and_stay_in_the_box(visitor, guidance, typed, status, sentence):
    response = visitor.post(WORDS, {"words": typed})
    assert response.status_code == status
    assert sentence in html(response)
    assert "<script>alert" not in html(response)
    assert typed.strip()[:60] in html(response) or "<" in typed
    assert response["X-Robots-Tag"].startswith("noindex")


def test_trying_words_is_slowed_down_and_keeps_what_was_typed(visitor, guidance, monkeypatch):
    monkeypatch.setattr(mine, "TRIES", 2)
    statuses = [visitor.post(WORDS, {"words": "acorn " * 9}).status_code for _n in range(3)]
    assert statuses == [404, 404, 429]
    assert "acorn acorn" in html(visitor.post(WORDS, {"words": "acorn " * 9}))


@pytest.mark.parametrize("do", ["kept", "hard"])
def test_how_it_went_is_said_once_more_or_otherwise(writer, visitor, moderator, do):
    path = return_path(writer.send(text=OWN))
    publish(Pledge.objects.get(), moderator.user)
    for said in ("kept", do, do):
        page = html(visitor.post(path, {"do": said}))
    assert timezone.localdate().strftime("%B %Y") in page
    assert Pledge.objects.get().kept == do
    assert Tally.objects.kept() == (do == "kept")
    board = html(visitor.get("/iwill/"))
    assert ("<b>1</b> kept" in board) == (do == "kept")
    assert "%" not in re.search(r'tally">.*?</p>', board, re.DOTALL).group(0)
    assert retention.erase(Pledge.objects.get().pk)
    assert Tally.objects.kept() == 0


def test_what_is_not_on_the_board_is_not_marked_as_kept(writer, visitor):
    path = return_path(writer.send(text=OWN))
    response = visitor.post(path, {"do": "kept"})
    assert response.status_code == 400
    assert "not possible" in html(response)
    assert "I kept it" not in html(visitor.get(path))
    assert visitor.post(path, {"do": "nonsense"}).status_code == 400
    assert Pledge.objects.get().kept == ""
    with pytest.raises(ValueError, match="x"):
        keeping.mark(Pledge.objects.get().pk, "x")


def test_a_one_tap_promise_is_kept_too(writer, visitor):
    path = return_path(writer.send(action="make-a-small-distraction"))
    assert "I kept it" in html(visitor.get(path))
    visitor.post(path, {"do": "kept"})
    assert Tally.objects.get(key="A01").kept == 1


def test_the_writer_asks_for_a_second_look_once(writer, visitor, moderator, administrator):
    path = return_path(writer.send(text=OWN))
    moderation.decline(Pledge.objects.get().pk, version=1, code="D8", by=moderator.user)
    assert "Ask for a second look" in html(visitor.get(path))
    page = html(visitor.post(path, {"do": "second_look"}))
    assert "Another person will read it" in page
    assert "Waiting to be read" in page
    moderation.decline(Pledge.objects.get().pk, version=3, code="D8", by=administrator.user)
    assert "Ask for a second look" not in html(visitor.get(path))
    assert visitor.post(path, {"do": "second_look"}).status_code == 400


def test_the_reminder_says_nothing_and_leads_nowhere(writer, visitor):
    path = return_path(writer.send(text=OWN))
    with time_machine.travel(dt.datetime(2026, 5, 10, 12, tzinfo=dt.UTC), tick=False):
        first, second = (visitor.post(path, {"do": "reminder"}) for _n in range(2))
    assert first["Content-Disposition"] == 'attachment; filename="reminder.ics"'
    text = first.content.decode()
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "SUMMARY:Reminder\r\n" in text
    assert "DTSTART;VALUE=DATE:20260609\r\n" in text
    pledge = Pledge.objects.get()
    for secret in (path.split("/")[-2], pledge.public_id, "iwill", "http", "testserver", "brother", "pledge"):
        assert secret not in text.lower()
    uids = {re.search(r"UID:(\S+)", response.content.decode()).group(1) for response in (first, second)}
    assert len(uids) == 2


def test_long_lines_of_a_calendar_are_folded_by_octets():
    line = "SUMMARY:" + "ñ" * 200
    folded = reminder.fold(line)
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == line + "\r\n"
    assert reminder.escaped("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"
    with translation.override("es"):
        assert b"SUMMARY:" in reminder.calendar(dt.date(2026, 1, 1))
