"""The live board is put together from kept pieces: it shows what the templates would, and never anything old."""

import itertools
import re
import sqlite3

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from actions.guidance.models import Action
from actions.pledges import board, moderation, statements
from actions.pledges.cards import cards
from actions.pledges.filters import NAMES, Choice
from actions.pledges.models import Pledge, Tally
from actions.pledges.shells import CARDS, OLDER, shell
from actions.pledges.statements import Row
from actions.pledges.views.board import SHELLS
from tests.actions.pledges.conftest import days_ago, make_pledge, publish
from tests.actions.pledges.naughty.strings import STRINGS
from tests.actions.pledges.test_board_filters import make_action

SLUGS = {"A01": "make-a-small-distraction", "A02": "a&b<c>"}
TEXTS = ["I will ask", "voy a preguntar", "no opening", "I’ll 100 % %s %(rest)s", "", *STRINGS[::25]]


def rows():
    """Every shape of a card, with strings of all kinds in each place."""
    shapes = itertools.product(
        ("", "Sam"), ("en", "es", '"><x'), ("", "A01", "A02", "A99"), ("", "online", "'x")
    )
    texts = itertools.cycle(TEXTS)
    for nickname, language, near, place in shapes:
        text = next(texts)
        yield Row(text, nickname and next(texts)[:30], language, "23456789ab", "2026-03-31", near, place)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_card_is_letter_for_letter_what_its_template_gives(language):
    with translation.override(language):
        for row in rows():
            context = {"promise": board.promise(row, SLUGS), "language": language, "country_query": ""}
            assert cards([row], SLUGS) == render_to_string("pledges/_card.html", context).strip(), row


def text(response):
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("size", [3, 60])
def test_the_sql_that_is_made_once_finds_what_the_querysets_find(size, moderator):
    for number in range(size):
        where = {
            "place": ["online", ""][number % 2],
            "strategy": ["delay", ""][number % 3 > 0],
            "near": "A01",
        }
        publish(
            make_pledge(**where, text=f"I will “{number}” \\ \"'"), moderator.user, on=days_ago(number % 4)
        )
    for query in (
        "",
        "place=online",
        "place=online&strategy=delay",
        "language=es",
        "strategy=delay&language=en",
    ):
        choice = Choice.read(QueryDict(query), [])
        rows = Pledge.objects.on_the_wall().sorted_under(**choice.columns)
        last = Pledge.objects.on_the_wall()[size // 2]
        for cursor, expected in (("", rows), (last.public_id, rows.older_than(last.decided_on, last.pk))):
            found = board.wall(cursor, choice, size=10).rows
            assert [(row.public_id, row.text) for row in found] == [
                (p.public_id, p.text) for p in expected[:10]
            ]
    assert set(NAMES) == {"place", "strategy", "action", "language"}
    assert sum(made for _key, made, _kept in statements.counts()) == Tally.objects.made() == size


@pytest.mark.parametrize("value", ["' OR 1", "I will", True, None, "a;b"])
def test_only_codes_of_ours_may_stand_in_sql(value):
    with pytest.raises(TypeError):
        statements._literal(value)


@pytest.mark.django_db
def test_what_is_kept_has_no_word_and_no_address_of_a_pledge(visitor, moderator):
    pledges = [publish(make_pledge(nickname="Wren"), moderator.user) for _number in range(30)]
    for path in ("/iwill/", f"/iwill/?before={pledges[-1].public_id}", "/es/iwill/?country=GB"):
        assert "ask first, number" in text(visitor.get(path))
    kept = b"".join(each.around.plain(each.between.encode()) for each in SHELLS._kept.values()).decode()
    assert "ask first, number" not in kept
    assert "Wren" not in kept
    assert not [pledge for pledge in pledges if pledge.public_id in kept]


@pytest.mark.django_db
def test_each_way_of_asking_has_a_page_of_its_own_and_staff_have_none(visitor, moderator):
    publish(make_pledge(near="A01", place="online"), moderator.user)
    queries = [
        "",
        "?country=GB",
        "?country=US",
        "?neutral=1",
        "?kiosk=es",
        "?country=GB&neutral=1&kiosk=es",
        "?place=online",
    ]
    paths = [f"{start}/iwill/{query}" for start in ("", "/es") for query in queries]
    first = [text(visitor.get(path)) for path in paths]
    assert len(set(first)) == len(paths)
    assert [text(visitor.get(path)) for path in reversed(paths)] == first[::-1]
    assert text(moderator.get("/iwill/")) == first[0]
    everything = first[queries.index("?country=GB&neutral=1&kiosk=es")]
    (wall,) = re.findall(r'<ol class="wall bare">.*?</ol>', everything, re.DOTALL)
    links = re.findall(r'href="([^"]+)"', wall)
    assert len(links) == 3
    for link in links:
        assert all(part in link for part in ("country=GB", "neutral=1", "kiosk=es")), link


@pytest.mark.django_db(transaction=True)
def test_nothing_old_is_shown_once_a_change_is_committed(visitor):
    """Outside a transaction, where rows may be kept: own changes, changes of others, and what was taken back."""
    action, ana = make_action(1), User.objects.create_user("ana")
    pledge = publish(make_pledge(), ana)
    page = text(visitor.get("/iwill/"))
    assert "ask first" in page
    assert "Action 1<" in page
    moderation.submit(sitting="tap", language="en", action_key="A01")
    assert "<b>2</b> promises made" in text(visitor.get("/iwill/"))
    Action.objects.filter(pk=action.pk).update(title="Another name")
    assert "Another name<" in text(visitor.get("/iwill/"))
    with transaction.atomic():
        Action.objects.filter(pk=action.pk).update(title="Never said")
        assert "Never said<" in text(visitor.get("/iwill/"))
        transaction.set_rollback(True)
    assert "Another name<" in text(visitor.get("/iwill/"))
    moderation.decline(pledge.pk, version=pledge.version, code="D10", by=ana)
    page = text(visitor.get("/iwill/"))
    assert "ask first" not in page
    assert "<b>1</b> promise made" in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is asked each time")
def test_a_change_of_another_process_is_seen_at_once(visitor):
    make_action(1)
    assert "Action 1<" in text(visitor.get("/iwill/"))
    other = sqlite3.connect(connection.settings_dict["NAME"])
    with other:
        other.execute("UPDATE guidance_action SET title = 'Theirs'")
    other.close()
    assert "Theirs<" in text(visitor.get("/iwill/"))


@pytest.mark.parametrize(
    ("page", "cards", "older", "whole"),
    [
        (f"a{CARDS}b?{OLDER}c", "C", "O", b"aCb?Oc"),
        (f"a{CARDS}b", "C", "", b"aCb"),
        ("nothing found", "", "", b"nothing found"),
    ],
)
def test_a_page_that_is_kept_is_whole_with_what_was_read(page, cards, older, whole):
    answer = shell(page).answer(RequestFactory().get("/"), cards, older)
    assert answer.content == whole


@pytest.mark.parametrize("page", [f"{OLDER}{CARDS}", f"{OLDER}", f"{CARDS}{OLDER}{OLDER}"])
def test_a_mark_in_the_wrong_place_is_noticed(page):
    with pytest.raises(ValueError, match="where it belongs"):
        shell(page)
