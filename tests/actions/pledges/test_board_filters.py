"""The board narrowed by place, strategy, action and language, and where these come from."""

import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.guidance.models import Action
from actions.pledges import moderation
from actions.pledges.models import Pledge
from tests.actions.pledges.conftest import Writer, days_ago, make_pledge, publish

pytestmark = pytest.mark.django_db


def make_action(number, **changes):
    values = {
        "key": f"A{number:02}",
        "language": "en",
        "slug": f"action-{number}",
        "title": f"Action {number}",
        "position": number,
        "published": True,
        "when": "after",
        "where": ["online"],
        "strategy": ["delay"],
        "effort": "a-minute",
        "risk": "Low.",
        "limits": "None.",
        "steps": ["One."],
        "words": ["Hi."],
        "pledge": f"I will do action {number}.",
    }
    return Action.objects.create(**values | changes)


@pytest.fixture
def actions(db):
    """One that belongs to one place and one strategy, and one that belongs to several."""
    return (
        make_action(1),
        make_action(2, where=["workplace", "party-bar"], strategy=["direct", "distract"], first=True),
    )


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana")


def html(response):
    assert response.status_code == 200
    return response.content.decode()


def written(page):
    """What follows "I will" of the promises in own words, in order."""
    return re.findall(r"<bdi>(\w+ \d+)</bdi></p>\s+<div", page)


def on_board(ana, number, on=None, **where):
    return publish(make_pledge(text=f"I will thing {number}", **where), ana, on=on)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", [4, 3, 2, 1]),
        ("place=online", [3, 1]),
        ("strategy=delay", [3, 2]),
        ("action=action-1", [2]),
        ("language=es", [4]),
        ("place=online&strategy=delay", [3]),
        ("place=online&strategy=direct", []),
        ("place=mars", [4, 3, 2, 1]),
        ("place=mars&strategy=delay", [3, 2]),
        ("action=A01", [4, 3, 2, 1]),
        ("action=%F0%9F%92%A9&language=xx&strategy=%27--", [4, 3, 2, 1]),
        ("place=online&place=workplace", [2]),
        ("place=" + "x" * 3000, [4, 3, 2, 1]),
    ],
)
def test_each_filter_shows_what_fits_and_junk_is_left_out(visitor, actions, ana, query, shown):
    on_board(ana, 1, place="online")
    on_board(ana, 2, near="A01", strategy="delay", place="workplace")
    on_board(ana, 3, place="online", strategy="delay")
    on_board(ana, 4, language="es")
    make_pledge(text="I will thing 5", place="online", strategy="delay", near="A01", language="es")
    page = html(visitor.get(f"/iwill/?{query}"))
    assert written(page) == [f"thing {number}" for number in shown]
    assert "<title>#IWill · " in page


def test_what_is_on_is_said_and_each_can_be_taken_away(visitor, actions):
    page = html(visitor.get("/iwill/?place=online&strategy=direct&action=action-2&country=GB"))
    links = [link.replace("&amp;", "&") for link in re.findall(r'pill--on tap" href="([^"]+)"', page)]
    assert links == [
        "/iwill/?strategy=direct&action=action-2&country=GB",
        "/iwill/?place=online&action=action-2&country=GB",
        "/iwill/?place=online&strategy=direct&country=GB",
    ]
    assert '<option value="online" selected>' in page
    assert "pill--on" not in html(visitor.get("/iwill/"))


def test_where_nothing_is_found_a_ready_made_promise_is_offered(visitor, actions):
    page = html(visitor.get("/iwill/?place=online"))
    assert "Yours could be the first" in page
    assert "/iwill/new/?action=action-1" in page
    assert "/iwill/new/?action=action-2" not in page
    nothing_fits = html(visitor.get("/iwill/?place=street-transport"))
    assert nothing_fits.index("?action=action-2") < nothing_fits.index("?action=action-1")  # a good first one


def test_ready_made_promises_follow_the_filters(visitor, actions):
    for number, key in enumerate(("A01", "A02", "A02")):
        moderation.submit(sitting=f"tap {number}", language="en", action_key=key)
    for query, shown in (
        ("", ["2", "1"]),
        ("place=online", ["1"]),
        ("strategy=distract", ["2"]),
        ("action=action-1", ["1"]),
        ("language=es", ["2", "1"]),
    ):
        page = html(visitor.get(f"/iwill/?{query}"))
        assert re.findall(r'"small soft">(\d) (?:person|people)<', page) == shown, query


def test_pages_within_a_filter_show_every_promise_once_even_when_one_goes_in_between(visitor, actions, ana):
    rows = []
    for number in range(100, 180):
        place = "online" if number % 2 else "workplace"
        rows.append(on_board(ana, number, on=days_ago(number % 3), place=place))
    seen, path = [], "/iwill/?place=online"
    while path:
        page = html(visitor.get(path))
        seen += written(page)
        older = re.search(r'href="(\?place=online&amp;before=[^"]+)"', page)
        path = f"/iwill/{older[1].replace('&amp;', '&')}" if older else None
        elsewhere = next(row for row in rows if row.place == "workplace")
        rows.remove(elsewhere)
        elsewhere.delete()
    assert len(seen) == 40
    assert sorted(seen) == [f"thing {number}" for number in range(100, 180) if number % 2]


@pytest.mark.parametrize(
    "query", ["", "?place=online", "?place=online&strategy=delay&action=action-1&language=en"]
)
def test_the_board_asks_as_often_for_few_as_for_many(visitor, actions, ana, query):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            html(visitor.get(f"/iwill/{query}"))
        return len(queries)

    where = {"place": "online", "strategy": "delay", "near": "A01"}
    on_board(ana, 1, **where)
    before = cost()
    for number in range(2, 40):
        on_board(ana, number, **where)
        moderation.submit(sitting=f"tap {number}", language="en", action_key=f"A{number:02}")
    assert cost() == before <= 6


@pytest.mark.parametrize("name", ["language", "near", "place", "strategy"])
def test_a_filter_reads_its_own_index_and_begins_at_the_cursor(ana, name):
    """With enough rows for the planner, and the statistics that a running database has."""
    words = {
        "language": ("en", "es"),
        "near": ("A01", "A02"),
        "place": ("online", ""),
        "strategy": ("delay", ""),
    }
    Pledge.objects.bulk_create(
        Pledge(
            status="published",
            text=f"I will {number}",
            made_on="2026-01-01",
            decided_on=f"2026-01-{1 + number % 28:02}",
            secret_hash=f"s{number}",
            sitting_hash=f"f{number}",
            **{column: codes[number % 20 > 0] for column, codes in words.items()},
        )
        for number in range(4000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    last = Pledge.objects.on_the_wall()[2000]
    rows = Pledge.objects.on_the_wall().sorted_under(**{name: words[name][0]})
    for found in (rows, rows.older_than(last.decided_on, last.pk)):
        plan = found[:25].explain()
        assert f"pledge_wall_{name}" in plan, plan
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan
    # Both begin at the row itself, not at the first of its day.
    assert re.search(r"\(decided_on,rowid\)<\(|Index Cond: .*ROW\(decided_on, id\) < ROW", plan), plan


def test_own_words_remember_the_action_and_the_place_they_came_from(visitor, actions):
    path = "/iwill/new/?action=action-1"
    page = html(visitor.get(path))
    assert re.search(r'<input[^>]* name="near"[^>]* value="A01"', page)
    assert re.search(r'<option value="online" selected', page)
    writer = Writer(visitor, path)
    writer.send(text="I will one", near="A01", place="workplace")
    writer.send(text="I will two", near="A02", place="")
    writer.send(text="I will three", near="A99", place="online")
    writer.send(text="I will four")
    stored = {text: rest for text, *rest in Pledge.objects.values_list("text", "near", "strategy", "place")}
    assert stored == {
        "I will one": ["A01", "delay", "workplace"],
        "I will two": ["A02", "", ""],
        "I will three": ["", "", "online"],
        "I will four": ["", "", ""],
    }


@pytest.mark.parametrize(
    ("near", "place", "status"), [("x" * 5000, "", 200), ("", "mars", 400), ("\x00", "", 400)]
)
def test_what_no_form_of_ours_sends_does_no_harm(visitor, actions, near, place, status):
    response = Writer(visitor).send(text="I will one", near=near, place=place)
    assert response.status_code == status
    assert Pledge.objects.filter(near="", place="").count() == (status == 200)


def test_changing_and_sending_again_keeps_action_and_place(visitor, actions, ana):
    page = html(visitor.get("/iwill/new/?place=party-bar"))
    assert '<option value="party-bar" selected' in page
    sent = Writer(visitor).send(text="I will one", near="A02", place="party-bar")
    mine = re.search(r'href="(/iwill/mine/[^"]+)"', html(sent))[1]
    moderation.decline(Pledge.objects.get().pk, version=1, code="D10", by=ana)
    form = html(visitor.get(mine)).split('name="change"')[0].rsplit("<form", 1)[1]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    again = html(visitor.post("/iwill/new/", {**fields, "change": "1"}))
    assert re.search(r'name="near"[^>]* value="A02"', again)
    assert '<option value="party-bar" selected' in again


@pytest.mark.parametrize(
    ("where", "target"),
    [
        ({"near": "A01", "place": "workplace"}, "/iwill/new/?action=action-1"),
        ({"near": "A77", "place": "workplace"}, "/iwill/new/?place=workplace"),
        ({}, "/iwill/new/"),
    ],
)
def test_i_will_too_leads_to_the_form_with_the_same_action_or_place(visitor, actions, ana, where, target):
    pledge = on_board(ana, 1, **where)
    for path in ("/iwill/", f"/iwill/{pledge.public_id}/"):
        assert f'href="{target}">I will too' in html(visitor.get(path))


def test_a_promise_has_an_address_to_copy_and_no_way_to_anybody_else(visitor, actions, ana):
    pledge = on_board(ana, 1)
    page = html(visitor.get(f"/iwill/{pledge.public_id}/"))
    assert f">http://testserver/iwill/{pledge.public_id}/<" in page
    assert f'href="/iwill/{pledge.public_id}/report/"' in page
