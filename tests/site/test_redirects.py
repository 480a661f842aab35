"""No address of ours sends a reader to a page that somebody else put into it."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.config.staff import addresses as staff
from tests.config.staff.conftest import PASSWORD, inside
from tests.config.staff.conftest import ana as ana
from tests.site.addresses import names

EVIL = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "http:///evil.example/",
    "javascript:alert(1)",
    "https://testserver@evil.example/",
    "/\t/evil.example/",
    "\x08//evil.example/",
    "https://testserver.evil.example/",
]
PARAMETERS = (
    "next",
    "url",
    "to",
    "return",
    "return_to",
    "redirect",
    "continue",
    "r",
    "u",
    "_popup",
    "_changelist_filters",
)


def leads_out(answer):
    """Whether a redirect names another host or another scheme, as a browser reads it."""
    to = answer.get("Location", "").replace("\\", "/").replace("\t", "").lstrip("\x00\x08 ")
    parts = urlsplit(to)
    if parts.scheme:
        return parts.scheme not in ("http", "https") or parts.netloc != "testserver"
    return parts.netloc not in ("", "testserver") or to.startswith("//")


@pytest.mark.django_db
@pytest.mark.parametrize("first", [0, 4, 8])
def test_no_public_address_takes_its_aim_from_a_parameter(first):
    """Each parameter gets another bad value, so that every page sees all of them."""
    client = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})
    aims = {name: EVIL[(first + place) % len(EVIL)] for place, name in enumerate(PARAMETERS)}
    walked = 0
    for name, has_parameters in sorted(names().items()):
        if has_parameters:
            continue
        path = reverse(name)
        # Without its last stroke an address leads to itself with it: the parameter goes along and must stay one.
        for answer in (client.get(path, aims), client.get(path.rstrip("/") or "/", aims)):
            answer.close()
            assert not leads_out(answer), path
            walked += 1
    assert walked > 40


@pytest.mark.django_db
@pytest.mark.parametrize("evil", EVIL)
def test_no_public_address_is_itself_an_aim(evil):
    """`//evil.example` is a path to a server and a host to a browser."""
    client = Client(raise_request_exception=False)
    for before in ("", "/es", "/resources", "/act", settings.STAFF_PATH.rstrip("/")):
        for path in (f"{before}/{evil}".rstrip("/"), f"{before}//evil.example", f"{before}/%2F/evil.example"):
            assert not leads_out(client.get(path)), path


@pytest.mark.parametrize("evil", EVIL)
def test_signing_in_leads_to_pages_of_the_site_only(evil, ana):
    ana.has_app()
    for path in ("/admin/sign-in/", "/admin/login/", "/admin/sign-in/again/"):
        assert not leads_out(Client().get(path, {"next": evil})), path
    browser = Client()
    sent = browser.post("/admin/sign-in/", {"login": "ana", "password": PASSWORD, "next": evil})
    assert not leads_out(sent)
    done = browser.post(sent.url, {"code": ana.code(), "next": evil})
    assert done.status_code == 302
    assert not leads_out(done)
    assert inside(browser)
    asked = browser.post("/admin/sign-in/again/", {"password": PASSWORD, "next": evil})
    assert not leads_out(asked)
    assert not leads_out(browser.post("/admin/sign-out/", {"next": evil}))


def test_no_page_of_the_desk_takes_its_aim_from_a_parameter(ana):
    client = ana.has_app().sign_in()
    aims = {name: EVIL[place % len(EVIL)] for place, name in enumerate(PARAMETERS)}
    for name, path in staff.paths(staff.desk()):
        if name not in {"account_logout", "admin:logout"}:
            assert not leads_out(client.get(path, aims)), name


@pytest.mark.parametrize("evil", EVIL)
def test_the_look_at_a_redirect_knows_an_evil_one(evil):
    assert leads_out({"Location": evil})
    assert not leads_out({"Location": "/resources/?next=" + evil})
