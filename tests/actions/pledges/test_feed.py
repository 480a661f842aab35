"""The board as a feed: valid Atom, plain text, no exact time, and nothing in it that is not on the board."""

import datetime as dt
import xml.etree.ElementTree as ElementTree

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions.pledges import moderation, retention
from config.safety.headers import table
from tests.actions.pledges.conftest import make_pledge, publish

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
OWN = "I will talk to my brother"


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana")


def feed(visitor, path="/iwill/feed.atom"):
    response = visitor.get(path)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def texts(root):
    return [entry.findtext(f"{ATOM}content") for entry in root.iter(f"{ATOM}entry")]


def one(element, name):
    (found,) = element.findall(f"{ATOM}{name}")
    return found


def test_it_is_valid_atom(visitor, ana):
    """What RFC 4287 asks of a feed and of an entry (4.1.1, 4.1.2), and RFC 4151 of an id."""
    when = dt.datetime(2026, 3, 17, 15, 9, 26, tzinfo=dt.UTC)
    first = publish(make_pledge(text=OWN, nickname="Sam"), ana, on=when)
    second = publish(make_pledge(), ana, on=dt.datetime(2026, 4, 2, 1, 1, tzinfo=dt.UTC))
    root = feed(visitor)
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert one(root, "title").text == "#IWill · Upstander"
    assert one(root, "id").text == "tag:testserver,2026:iwill/en"
    assert one(root, "updated").text == "2026-04-01T00:00:00+00:00"
    assert [child.tag for child in one(root, "author")] == [f"{ATOM}name"]
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": "http://testserver/iwill/feed.atom", "alternate": "http://testserver/iwill/"}
    newest, entry = root.findall(f"{ATOM}entry")
    assert one(newest, "id").text == f"tag:testserver,2026:iwill/{second.public_id}"
    assert one(entry, "id").text == f"tag:testserver,2026:iwill/{first.public_id}"
    assert one(entry, "title").text == "A promise, March 2026"
    assert one(entry, "link").attrib == {
        "rel": "alternate",
        "href": f"http://testserver/iwill/{first.public_id}/",
    }
    assert one(entry, "updated").text == one(entry, "published").text == "2026-03-01T00:00:00+00:00"
    assert one(entry, "content").get("type") == "text"
    assert one(entry, "content").text == OWN
    assert [child.tag for child in one(entry, "author")] == [f"{ATOM}name"]
    assert {e.tag.removeprefix(ATOM) for e in root.iter()} == {
        *("feed", "title", "link", "id", "updated", "author", "name"),
        *("subtitle", "entry", "published", "content"),
    }


def test_no_exact_time_and_the_headers_of_every_page(visitor, ana):
    when = dt.datetime(2026, 3, 17, 15, 9, 26, tzinfo=dt.UTC)
    publish(make_pledge(), ana, on=when)
    response = visitor.get("/iwill/feed.atom")
    assert b"03-17" not in response.content
    assert b"15:09" not in response.content
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    for name, value in table("/iwill/feed.atom").items():
        assert response[name] == value
    assert "Last-Modified" not in response
    assert not response.cookies
    empty = feed(visitor, "/es/iwill/feed.atom")
    month = timezone.localdate().replace(day=1)
    assert one(empty, "updated").text == f"{month}T00:00:00+00:00"
    assert visitor.post("/iwill/feed.atom").status_code == 405


def test_only_what_is_on_the_board_in_this_language(visitor, ana):
    publish(make_pledge(text=OWN), ana)
    publish(make_pledge(text="Voy a preguntar", language="es"), ana)
    make_pledge(text="I will wait for a person")
    moderation.submit(sitting="tap", language="en", action_key="A01")
    assert texts(feed(visitor)) == [OWN]
    assert texts(feed(visitor, "/es/iwill/feed.atom")) == ["Voy a preguntar"]


@pytest.mark.parametrize("way", ["erase", "decline", "hold", "undo"])
def test_what_leaves_the_board_is_gone_from_it_at_once(visitor, ana, way):
    pledge = publish(make_pledge(text=OWN), ana)
    assert texts(feed(visitor)) == [OWN]
    if way == "erase":
        retention.erase(pledge.pk)
    elif way == "decline":
        moderation.decline(pledge.pk, version=2, code="D1", by=ana)
    else:
        getattr(moderation, way)(pledge.pk, version=2, by=ana)
    response = visitor.get("/iwill/feed.atom")
    assert b"brother" not in response.content
    assert pledge.public_id.encode() not in response.content


@pytest.mark.parametrize(
    "text",
    [
        "I will <script>alert(1)</script> & ]]> &amp; <img src=x onerror=alert(1)>",
        "I will \u202e turn \u0000 \u0008 \ufffe \U0001f600 around",
        '"><?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;',
    ],
)
def test_hostile_words_are_words(visitor, ana, text):
    if connection.vendor == "postgresql":
        text = text.replace("\0", "")  # it cannot hold one
    publish(make_pledge(text=text, nickname="<b>&\u0007x"), ana)
    root = feed(visitor)
    assert {e.tag.removeprefix(ATOM) for e in one(root, "entry")} <= {
        *("title", "link", "published", "updated", "author", "id", "content"),
    }
    for kept in ("<script>alert(1)</script>", "around", "&y;"):
        if kept in text:
            assert kept in texts(root)[0]


def test_the_newest_fifty_at_the_same_cost(visitor, ana):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            feed(visitor)
        return len(queries)

    publish(make_pledge(), ana)
    few = cost()
    rows = [publish(make_pledge(), ana) for _number in range(55)]
    assert cost() == few == 1
    assert texts(feed(visitor)) == [row.text for row in reversed(rows[-50:])]


def test_a_reader_program_finds_it_from_the_board(visitor, db):
    link = '<link rel="alternate" type="application/atom+xml" title="#IWill" href="{}">'
    assert link.format("/iwill/feed.atom") in visitor.get("/iwill/").content.decode()
    assert link.format("/es/iwill/feed.atom") in visitor.get("/es/iwill/").content.decode()
