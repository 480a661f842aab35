"""The last page must open, whatever broke, and show numbers that work."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

PARTS = ['href="tel:+448085002222"', 'href="tel:999"', 'id="leave"', "<h1>"]
ENGLISH = {"Accept-Language": "en-GB"}


@pytest.fixture
def broken(monkeypatch):
    def raising(*args, **kwargs):
        raise OperationalError("planted")

    monkeypatch.setattr(connection, "cursor", raising)
    monkeypatch.setattr(connection, "connect", raising)
    monkeypatch.setattr(connection, "ensure_connection", raising)
    return Client(raise_request_exception=False, headers=ENGLISH)


def shows_help(response):
    return [part for part in PARTS if part not in response.content.decode()] == []


@pytest.mark.parametrize("path", ["/", "/resources/", "/act/", "/iwill/", "/es/iwill/", "/iwill/mine/x/"])
def test_with_the_database_away_every_page_still_gives_numbers(broken, path):
    response = broken.get(path)
    assert response.status_code == 503
    assert shows_help(response)


def test_pages_without_data_stay_open_with_the_database_away(broken):
    for path in ("/safety/", "/privacy/", "/about/", "/accessibility/", "/healthz"):
        assert broken.get(path).status_code == 200
    assert broken.get("/readyz").status_code == 503


def test_even_a_broken_frame_gives_numbers(broken, monkeypatch):
    def raising(*args, **kwargs):
        raise RuntimeError("planted")

    monkeypatch.setattr("config.chrome.nav.bar", raising)
    response = broken.get("/")
    assert response.status_code == 503
    assert shows_help(response)


@pytest.mark.django_db
def test_every_error_has_its_own_words():
    client = Client(headers=ENGLISH)
    for status, response in {
        404: client.get("/nothing/here/"),
        403: client.post("/iwill/new/", {}),
        400: client.get("/", headers={"Host": "evil.example"}),
    }.items():
        assert response.status_code == status
        assert shows_help(response)


@pytest.mark.django_db
def test_errors_speak_the_language_of_the_path():
    assert '<html lang="es">' in Client().get("/es/nada/").content.decode()
