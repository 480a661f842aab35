"""Pages that are ready: the same bytes as Django's, never for staff, never with what somebody typed."""

import gzip
from dataclasses import replace
from unittest.mock import Mock

import brotli
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import OperationalError

from actions.pledges import moderation
from config.ready import versions
from config.ready.kept import KEPT, RENDERED
from config.ready.layer import ReadyPages
from config.ready.models import PageVersion
from resources.models import Contact
from tests.actions.pledges.conftest import make_pledge
from tests.config.ready.asking import Browser, seen_again
from tests.site import addresses


@pytest.fixture
def layer(counted, guidance):
    return ReadyPages(counted, most=2_000_000)


def test_the_second_reader_gets_the_same_page_without_django(layer, counted):
    browser = Browser(layer)
    first, second = browser.get("/act/guides/"), browser.get("/act/guides/")
    assert (counted.asked, first) == (1, second)
    plain = Browser(counted.django).get("/act/guides/")
    assert first["body"] == plain["body"]
    ours = {"Content-Length", "Vary"}
    assert {n: v for n, v in first["headers"].items() if n not in ours} == {
        n: v for n, v in plain["headers"].items() if n not in ours
    }


def test_each_client_gets_an_encoding_that_it_takes(layer, counted):
    browser = Browser(layer)
    plain = browser.get("/about/")["body"]
    br = browser.get("/about/", HTTP_ACCEPT_ENCODING="gzip, deflate, br, zstd")
    zipped = browser.get("/about/", HTTP_ACCEPT_ENCODING="gzip, br;q=0")
    assert (br["headers"]["Content-Encoding"], brotli.decompress(br["body"])) == ("br", plain)
    assert (zipped["headers"]["Content-Encoding"], gzip.decompress(zipped["body"])) == ("gzip", plain)
    assert counted.asked == 1
    head = browser.get("/about/", method="HEAD")
    assert (head["body"], head["headers"]["Content-Length"]) == (b"", str(len(plain)))


@pytest.mark.parametrize("path", ["/about/", "/iwill/"])
@pytest.mark.parametrize("first", ["br", "gzip", ""])
def test_a_page_is_kept_in_the_encodings_that_were_asked_for(path, first, layer, counted):
    browser = Browser(layer)
    once = browser.get(path, HTTP_ACCEPT_ENCODING=first)
    assert set(kept(layer).bodies) == {first or "gzip"}, "most pages are asked for in one only"
    small = kept(layer).size
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    text = opened[first](once["body"])
    for name in ("", "gzip", "br", first):
        found = browser.get(path, HTTP_ACCEPT_ENCODING=name)
        assert found["headers"].get("Content-Encoding", "") == name
        assert opened[name](found["body"]) == text
    assert (counted.asked, set(kept(layer).bodies)) == (1, {"gzip", "br"})
    assert layer.store.size == kept(layer).size > small, "the room knows what was added"


def test_who_is_signed_in_is_always_answered_by_django(layer, counted):
    for _ in range(2):
        Browser(layer).get("/about/", HTTP_COOKIE="s=1")
    assert counted.asked == 2


@pytest.mark.parametrize(
    "path",
    [
        "/resources/?q=my+boss",
        "/resources/?country=gb%20x",
        "/resources/?country=GB&country=GB",
        "/about/?x=1",
        "/iwill/new/",
        "/iwill/mine/",
        "/resources/nothing-here/",
        "/resources/?" + "country=GB&" * 40,
    ],
)
def test_what_somebody_typed_and_what_is_not_plain_is_rendered_each_time(path, layer, counted):
    for _ in range(2):
        Browser(layer).get(path)
    assert counted.asked == 2
    assert layer.store.size == 0


def test_the_country_of_the_browser_has_its_own_page(layer, counted):
    browser = Browser(layer)
    british = browser.get("/about/", HTTP_ACCEPT_LANGUAGE="en-GB,en;q=0.8")["body"]
    assert b"999" in british
    assert browser.get("/about/", HTTP_ACCEPT_LANGUAGE="en-US")["body"] != british
    assert browser.get("/about/", HTTP_ACCEPT_LANGUAGE="en-GB")["body"] == british
    assert counted.asked == 2


def test_the_room_is_bounded_and_the_least_used_page_goes(counted, db):
    layer = ReadyPages(counted, most=400_000)
    browser = Browser(layer)
    for country in ("GB", "US", "IE", "CA", "AU", "NZ", "IN", "ZA", "KE", "NG", "ES", "MX", "AR"):
        browser.get(f"/about/?country={country}")
        browser.get("/safety/")
        assert layer.store.size <= 400_000
    assert counted.asked == 14  # the page that was used all the time stayed


def test_with_the_database_away_the_last_good_page_is_given_and_says_so(layer, counted, monkeypatch):
    browser = Browser(layer)
    good = browser.get("/act/guides/")

    go_away(monkeypatch)
    seen_again(layer)
    counted.broken = True
    stale = browser.get("/act/guides/")
    assert stale["body"] == good["body"]
    assert stale["headers"]["Warning"].startswith("110")
    assert browser.get("/act/actions/")["status"] == 503  # never seen: nothing to give


def test_an_error_of_django_does_not_replace_a_good_page(layer, counted):
    browser = Browser(layer)
    good = browser.get("/about/")
    layer.store.put(next(iter(layer.store._entries)), outdated(layer))
    counted.broken = True
    again = browser.get("/about/")
    assert (again["status"], again["body"]) == (200, good["body"])
    assert "Warning" in again["headers"]


def test_what_changed_before_the_outage_does_not_come_back_with_it(layer, counted, monkeypatch):
    """A promise that was taken down, a number that was hidden: an old page is worse than none."""
    browser = Browser(layer)
    browser.get("/iwill/")
    PageVersion.objects.update_or_create(part="board", defaults={"number": 7})
    seen_again(layer)
    browser.get("/about/")  # the process has seen the change, and nobody has asked for the board since
    go_away(monkeypatch)
    seen_again(layer)
    counted.broken = True
    assert browser.get("/iwill/")["status"] == 503
    assert browser.get("/about/")["status"] == 200


def test_a_cdn_may_keep_what_is_asked_for_and_never_the_board(layer, settings):
    settings.CDN_SECONDS = 600
    browser = Browser(layer)
    assert browser.get("/about/")["headers"]["CDN-Cache-Control"] == "public, max-age=600"
    assert "CDN-Cache-Control" not in browser.get("/iwill/")["headers"]


def go_away(monkeypatch):
    """The database, as far as the layer can tell; the connection stays, for the test's rows are in it."""

    def away(*_args):
        raise OperationalError("away")

    monkeypatch.setattr(versions.PageVersion.objects, "values_list", away)
    monkeypatch.setattr(versions, "connection", Mock())


def kept(layer):
    """The only page that is kept."""
    (entry,) = layer.store._entries.values()
    return entry


def outdated(layer):
    return replace(kept(layer), until=0.0)


@pytest.mark.django_db
def test_a_line_that_another_machine_hid_is_out_of_the_strip_within_a_second(layer, settings, tmp_path):
    """The file of stopped lines belongs to one machine; the database tells the others."""
    call_command("load_resources", verbosity=0)
    browser = Browser(layer)
    assert b"+448085002222" in browser.get("/about/", HTTP_ACCEPT_LANGUAGE="en-GB")["body"]
    settings.STOPPED_LINES = (
        tmp_path / "elsewhere.json"
    )  # what the other machine does: rows, and its own file
    Contact.objects.filter(value="+448085002222").update(hidden="wrong")
    settings.STOPPED_LINES = tmp_path / "here.json"
    PageVersion.objects.update_or_create(part="content", defaults={"number": 900})
    seen_again(layer)
    assert b"+448085002222" not in browser.get("/about/", HTTP_ACCEPT_LANGUAGE="en-GB")["body"]


def test_every_public_address_is_kept_or_has_a_reason_not_to_be():
    names = {name for name in addresses.names() if not name.startswith("hsds:")}
    assert names == set(KEPT) | set(RENDERED)
    assert not set(KEPT) & set(RENDERED)


def test_no_page_that_is_kept_holds_a_token_of_one_sitting_or_words_of_its_own(layer, visitor):
    """Two readers with one token would be one sitting, and the second would be shown the first one's private link."""
    call_command("load_resources", verbosity=0)
    ana = User.objects.create_user("ana")
    moderation.approve(make_pledge().pk, version=1, by=ana)
    browser, walked = Browser(layer), set()
    for name, path in addresses._paths():
        if name in KEPT and name not in walked:
            walked.add(name)
            page = browser.get(path)
            assert page["status"] == 200, path
            assert b'name="started"' not in page["body"], path
            assert page["body"] == browser.get(path, HTTP_COOKIE="s=1")["body"], path
    assert walked == set(KEPT)
