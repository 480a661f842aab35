"""The database is gone, locked, full or only reads: every address still gives a page, numbers, and the typed words."""

import re
import sqlite3
from contextlib import contextmanager

import html5lib
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
)
from django.test import Client

from actions.pledges import moderation
from config.chrome import away
from config.safety.headers import is_open_data, table
from tests.conftest import SAME_ORIGIN
from tests.site import addresses

TYPED = 'I will say "stop" <b>& stay</b> with them, ñandú'
NO_DATA = re.compile(r"(/es)?/(about|safety|privacy|promises|accessibility|gallery)/|/(healthz|robots.txt|\.well-known/.*)")


@contextmanager
def database_away(how):
    """`gone`: the file is another one, empty, or the server does not answer; `closed`: the place cannot be opened."""
    connection.close()
    kept = dict(connection.settings_dict)
    try:
        if connection.vendor == "postgresql":
            connection.settings_dict.update(HOST="127.0.0.1", PORT="1")
        else:
            missing = f"{kept['NAME']}.gone" if how == "gone" else "/nowhere/at/all.sqlite3"
            connection.settings_dict["NAME"] = missing
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)


@contextmanager
def database_takes_nothing(how):
    """Real refusals: only reading is allowed, the file may not grow, somebody else has the lock."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET default_transaction_read_only = on")
        elif how == "readonly":
            cursor.execute("PRAGMA query_only = ON")
        elif how == "full":
            cursor.execute(f"PRAGMA max_page_count = {cursor.execute('PRAGMA page_count').fetchone()[0]}")
            # what is free inside the file is used up first
            cursor.execute("CREATE TABLE filler (x)")
            with pytest.raises(OperationalError, match="full"):
                while True:
                    cursor.execute("INSERT INTO filler VALUES (zeroblob(3000))")
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
def site(transactional_db):
    call_command("load_resources", verbosity=0)
    call_command("load_guidance", verbosity=0)
    moderator = User.objects.create_user("ana")
    for number in range(2):
        sent = moderation.submit(sitting=f"away {number}", language="en", text=f"I will do thing {number}")
        moderation.approve(sent.pledge.pk, version=1, by=moderator)


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
        if control.tag == "textarea" or (control.tag == "input" and kind in ("text", "search", "email", "url")):
            data[name] = "" if name == "website" else TYPED
            boxes += [] if name == "website" else [name]
        elif control.tag in ("input", "select"):
            data[name] = control.get("value") or ""
    return data, boxes


def check(response, path):
    html = response.content.decode()
    assert response.status_code == 503, path
    assert (response["Retry-After"], response.cookies) == ("30", {}), path
    expected = {**table(path), "X-Robots-Tag": response["X-Robots-Tag"]}
    assert {name: response[name] for name in expected} == expected, path
    if is_open_data(path):
        assert response.json()["status"] == 503
        return html
    assert html.count("<h1") == 1, path
    assert "Nothing you did is wrong" in html or "Nada de lo que hiciste" in html or path.startswith("/es/"), path
    assert [part for part in ('id="leave"', 'href="tel:999"', 'href="tel:+448085002222"') if part not in html] == []
    return html


def values_in(html):
    """Name to value of everything in the form that a page offers to send again."""
    found = {}
    for _action, data, _boxes in forms_of("", html):
        found |= data
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for control in tree.iter():
        if control.get("name"):
            found[control.get("name")] = (
                control.text or "" if control.tag == "textarea" else control.get("value")
            )
    return found


@pytest.mark.parametrize("how", ["gone", "closed"])
def test_with_the_database_away_every_address_says_so_and_gives_typed_words_back(site, browser, how):
    paths = [*addresses.pages("en"), *addresses.pages("es"), *addresses.machines()]
    forms = {}
    for path in paths:
        page = browser.get(path)
        if page.status_code == 200 and not page.streaming and b"<form" in page.content:
            for action, data, boxes in forms_of(path, page.content.decode()):
                forms.setdefault((re.sub(r"\?.*", "", action), tuple(sorted(data))), (action, data, boxes))
    wrote, kept_words = 0, 0
    with database_away(how):
        for path in paths:
            response = browser.get(path)
            if NO_DATA.fullmatch(path):
                assert response.status_code == 200, path
            elif response.status_code != 200 or path not in ("/act/find/", "/es/act/find/"):
                check(response, path)
        for action, data, boxes in forms.values():
            response = browser.post(action, data)
            if response.status_code == 503:
                wrote += 1
                again = values_in(check(response, action))
                assert {n: again.get(n) for n in data if n != "unkept"} == {
                    n: v for n, v in data.items() if n != "unkept"
                }, action
                shown = response.content.decode()
                for name in boxes:
                    kept_words += 1
                    assert re.search(rf'<label for="(again-\d+)">[^<]+</label>\s*<\w+ [^>]*id="\1" name="{name}"', shown)
            else:
                assert response.status_code < 500, action
    assert wrote > 20
    assert kept_words > 8


WRITES = {
    "a promise": lambda: ("/iwill/new/", {"text": TYPED, "agree": "on", "started": token("pledges.form")}),
    "a problem": lambda: (problem_address(), {"reason": "closed", "started": token("resources.problem")}),
}


def token(salt):
    from django.core import signing

    return signing.dumps(["x" * 43, 1_700_000_000], salt=salt)


def problem_address():
    return next(path for path in addresses.pages("en") if path.endswith("/problem/"))


@pytest.mark.parametrize("how", ["readonly", "full", "locked"])
def test_what_cannot_be_written_is_said_and_reading_goes_on(site, browser, how, monkeypatch):
    if connection.vendor == "postgresql" and how != "readonly":
        pytest.skip("PostgreSQL: the codes are in the table below")
    monkeypatch.setattr("config.safety.forms.LONGEST", 10**10)
    for make in WRITES.values():
        address, data = make()
        with database_takes_nothing(how):
            response = browser.post(address, data)
            html = check(response, address)
            assert ("We cannot keep anything just now" in html) is (how != "locked")
            assert {n: values_in(html)[n] for n in data} == data
            if how != "locked" or connection.vendor == "sqlite":
                for path in ("/", "/resources/", "/act/", "/iwill/"):
                    assert browser.get(path).status_code == 200
    # and when it is over, the same form goes through, once
    address, data = WRITES["a promise"]()
    data["text"] = "I will come back when it works"
    with database_takes_nothing("readonly"):
        again = values_in(browser.post(address, data).content.decode())
    assert browser.post(address, {**again, "as_it_is": "1"}).status_code == 200


def test_a_foreign_page_and_staff_pages_get_nothing_back(site, browser):
    with database_away("gone"):
        foreign = browser.post("/iwill/new/", {"text": TYPED}, headers={"Sec-Fetch-Site": "cross-site"})
        assert (foreign.status_code, b"say" in foreign.content) == (403, False)
        staff = browser.post("/admin/login/", {"login": "ana", "password": "marker word"})
        assert b"marker word" not in staff.content


def test_never_a_password(rf):
    request = rf.post("/x/", {"password": "a", "new_password": "b", "text": "c", "unkept": "x"}, headers=SAME_ORIGIN)
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
