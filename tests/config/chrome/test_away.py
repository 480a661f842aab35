"""The database is gone, locked, full or only reads: every address still gives a page, numbers, and the typed words."""

import re
import sqlite3
from contextlib import contextmanager, suppress

import html5lib
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
    connections,
)
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from actions.pledges import moderation
from actions.pledges.forms import PledgeForm
from actions.pledges.models import Pledge
from config.chrome import away
from config.safety import forms
from config.safety.headers import is_open_data, table
from tests.conftest import SAME_ORIGIN
from tests.site import addresses

TYPED = 'I will say "stop" <b>& stay</b> with them, ñandú'


@contextmanager
def database_away(how):
    """`gone`: an empty file in its place, or a server that does not answer; `closed`: a place that nobody can open.

    The connection of the test is set aside meanwhile, with its transaction.
    """
    real = connections[DEFAULT_DB_ALIAS]
    broken = real.copy()
    if real.vendor == "postgresql":
        broken.settings_dict.update(HOST="127.0.0.1", PORT="1")
    else:
        broken.settings_dict["NAME"] = ":memory:" if how == "gone" else "/nowhere/at/all.sqlite3"
    connections[DEFAULT_DB_ALIAS] = broken
    try:
        yield
    finally:
        broken.close()
        connections[DEFAULT_DB_ALIAS] = real


def fill(cursor):
    """Use up what is free inside the file."""
    for size in (3000, 100, 1):
        with suppress(OperationalError):
            for _ in range(10_000):
                cursor.execute(f"INSERT INTO filler VALUES (zeroblob({size}))")


@contextmanager
def database_takes_nothing(how):
    """Real refusals: only reading is allowed, the file may not grow, somebody else has the lock."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET default_transaction_read_only = on")
        elif how == "readonly":
            cursor.execute("PRAGMA query_only = ON")
        elif how == "full":
            cursor.execute("CREATE TABLE filler (x)")
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
            fill(cursor)
    other = None
    if how == "locked":
        connection.close()
        connection.settings_dict["OPTIONS"]["timeout"] = 0.1
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        if other:
            other.close()
            connection.settings_dict["OPTIONS"]["timeout"] = 10
        connection.close()
        if how == "full":
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE filler")


@pytest.fixture
def site(db):
    call_command("load_resources", verbosity=0)
    call_command("load_guidance", verbosity=0)
    moderator = User.objects.create_user("ana")
    for number in range(2):
        sent = moderation.submit(sitting=f"away {number}", language="en", text=f"I will do thing {number}")
        moderation.approve(sent.pledge.pk, version=1, by=moderator)


def one_of_each():
    """Every address of the site with one sample, in both languages."""
    found = {}
    for language in ("en", "es"):
        with translation.override(language):
            for name, path in addresses._paths():
                found.setdefault((language, name), path)
    return sorted(set(found.values()))


@pytest.fixture
def browser():
    return Client(raise_request_exception=False, headers={**SAME_ORIGIN, "Accept-Language": "en-GB"})


def forms_of(path, html):
    """(address, name to values, names of the boxes that people write in) of every form of a page that is sent."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for form in tree.iter("form"):
        if form.get("method") == "post":
            yield form.get("action") or path, *filled_in(form)


def filled_in(form):
    data, boxes = {}, []
    for control in form.iter():
        name, kind = control.get("name"), control.get("type", "text")
        if not name or kind in ("submit", "checkbox"):
            continue
        if control.tag == "textarea" or (
            control.tag == "input" and kind in ("text", "search", "email", "url")
        ):
            data[name] = "" if name == "website" else TYPED
            boxes += [] if name == "website" else [name]
        elif control.tag in ("input", "select"):
            data[name] = control.get("value") or ""
    return data, boxes


def check(response, path, of_the_browser=True):
    html = response.content.decode()
    assert response.status_code == 503, path
    assert (response["Retry-After"], response.cookies) == ("30", {}), path
    expected = {**table(path), "X-Robots-Tag": response["X-Robots-Tag"]}
    assert {name: response[name] for name in expected} == expected, path
    if is_open_data(path):
        assert response.json()["status"] == 503
        return html
    assert html.count("<h1") == 1, path
    assert (
        "Nothing you did is wrong" in html or "Nada de lo que hiciste" in html or path.startswith("/es/")
    ), path
    of_the_country = ("tel:999", "tel:+448085002222") if of_the_browser else ("tel:",)
    assert [part for part in ('id="leave"', *of_the_country) if part not in html] == [], path
    return html


def values_in(html):
    """Name to value of everything in the form that a page offers to send again."""
    form = next(
        f for f in html5lib.parse(html, namespaceHTMLElements=False).iter("form") if not f.get("action")
    )
    named = [control for control in form.iter() if control.get("name")]
    return {c.get("name"): c.text or "" if c.tag == "textarea" else c.get("value") for c in named}


def test_with_the_database_away_every_address_says_so_and_gives_typed_words_back(site, browser):
    sent, asks = {}, {}
    for path in one_of_each():
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(path)
            html = b"".join(page).decode(errors="replace")
        asks[path] = bool(queries)
        for action, data, boxes in forms_of(path, html if "<form" in html else ""):
            sent.setdefault((re.sub(r"\?.*", "", action), tuple(sorted(data))), (action, data, boxes))
    wrote, kept_words = 0, 0
    with database_away("gone"):
        for path, it_asks in asks.items():
            response = browser.get(path)
            if path != "/readyz" and (it_asks or response.status_code not in (200, 404)):
                check(response, path)
        for action, data, boxes in sent.values():
            response = browser.post(action, data)
            if response.status_code == 503:
                wrote += 1
                again = values_in(check(response, action, of_the_browser=False))
                assert {n: again.get(n) for n in data if n != "unkept"} == {
                    n: v for n, v in data.items() if n != "unkept"
                }, action
                shown = response.content.decode()
                for name in boxes:
                    kept_words += 1
                    assert re.search(
                        rf'<label for="(again-\d+)">[^<]+</label>\s*<\w+ [^>]*id="\1" name="{name}"', shown
                    )
            else:
                assert response.status_code < 500, action
    assert wrote >= 15
    assert kept_words >= 6


@pytest.mark.parametrize("path", ["/", "/es/iwill/", "/resources/", "/iwill/mine/x/", "/hsds/services"])
def test_a_database_that_cannot_be_opened_is_away_as_well(db, browser, path):
    with database_away("closed"):
        check(browser.get(path), path)


@pytest.mark.parametrize("how", ["readonly", "full", "locked"])
def test_what_cannot_be_written_is_said_and_reading_goes_on(
    transactional_db, browser, how, monkeypatch, settings
):
    if connection.vendor == "postgresql" and how != "readonly":
        pytest.skip("PostgreSQL: its codes are in the table below")
    started = forms.new_token(PledgeForm.token_salt)
    monkeypatch.setattr(forms.TrapMixin, "shortest", 0)
    settings.PLEDGES_PER_HOUR = 1000
    data = {
        "text": "I will listen & stay, ñandú",
        "plan_if": 'When "it" happens',
        "agree": "on",
        "started": started,
    }
    tries = 40 if how == "full" else 1  # there is room for a few inside the pages of the tables
    with database_takes_nothing(how):
        for number in range(tries):
            data["text"] = f"I will listen & stay, ñandú {number}"
            response = browser.post("/iwill/new/", data)
            if response.status_code != 200:
                break
        html = check(response, "/iwill/new/")
        assert ("We cannot keep anything just now" in html) is (how != "locked")
        for path in ("/", "/resources/", "/act/", "/iwill/"):
            assert browser.get(path).status_code == 200
    again = values_in(html)
    assert {name: again[name] for name in data} == data
    # When it is over, the same form goes through.
    assert browser.post("/iwill/new/", again).status_code == 200
    assert Pledge.objects.filter(text=data["text"]).count() == 1


def test_a_foreign_page_and_staff_pages_get_nothing_back(db, browser):
    with database_away("gone"):
        foreign = browser.post("/iwill/new/", {"text": TYPED}, headers={"Sec-Fetch-Site": "cross-site"})
        assert (foreign.status_code, b"stay" in foreign.content) == (403, False)
        staff = browser.post("/admin/login/", {"login": "ana", "password": "marker word"})
        assert b"marker word" not in staff.content


def test_never_a_password(rf):
    request = rf.post(
        "/x/", {"password": "a", "new_password": "b", "text": "c", "unkept": "x"}, headers=SAME_ORIGIN
    )
    assert [(field.name, field.value) for field in away.typed(request)] == [("text", "c")]


class Cause(Exception):
    def __init__(self, message="", **codes):
        super().__init__(message)
        self.__dict__.update(codes)


def made(kind, cause):
    error = kind("planted")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OperationalError("connection refused"), "away"),
        (InterfaceError("connection already closed"), "away"),
        (made(OperationalError, Cause(sqlstate="57P01")), "away"),
        (made(OperationalError, Cause(sqlstate="08006")), "away"),
        (made(OperationalError, Cause(sqlstate="53300")), "away"),
        (made(OperationalError, Cause(sqlstate="57014")), "away"),
        (made(OperationalError, Cause(sqlstate="53100")), "full"),
        (made(DatabaseError, Cause(sqlstate="25006")), "full"),
        (made(OperationalError, Cause(sqlite_errorcode=sqlite3.SQLITE_FULL)), "full"),
        (made(OperationalError, Cause(sqlite_errorcode=sqlite3.SQLITE_IOERR_WRITE)), "away"),
        (made(OperationalError, Cause("no such column: x", sqlite_errorcode=1)), ""),
        (made(DatabaseError, Cause(sqlite_errorcode=sqlite3.SQLITE_CORRUPT)), "away"),
        (made(ProgrammingError, Cause(sqlstate="42P01")), ""),
        (made(IntegrityError, Cause(sqlstate="23505")), ""),
        (ProgrammingError("planted"), ""),
        (ValueError("planted"), ""),
        (None, ""),
    ],
)
def test_only_what_the_database_cannot_help_is_called_away(error, expected):
    assert away.trouble(error) == expected
