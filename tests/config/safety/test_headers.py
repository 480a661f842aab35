"""The whole header table, pinned, on every kind of response."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from config.safety.headers import table

EXPECTED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'none'; manifest-src 'none'; worker-src 'none'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), fullscreen=(), "
        "geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), "
        "payment=(), screen-wake-lock=(), serial=(), usb=(), web-share=(), "
        "publickey-credentials-create=(), publickey-credentials-get=()"
    ),
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-DNS-Prefetch-Control": "off",
    "X-Robots-Tag": "noarchive",
    "Cache-Control": "no-store",
    "Server": "web",
}
STAFF = {
    **EXPECTED,
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": EXPECTED["Permissions-Policy"].replace(
        "create=(), publickey-credentials-get=()", "create=(self), publickey-credentials-get=(self)"
    ),
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def test_the_public_table():
    assert table("/") == EXPECTED


def test_the_staff_table():
    assert table("/admin/x/") == STAFF


def test_only_the_open_data_may_be_read_by_pages_of_other_sites():
    assert table("/hsds/services") == {**EXPECTED, "Access-Control-Allow-Origin": "*"}


def test_transport_security_comes_with_https(settings):
    settings.SECURE_HSTS_SECONDS = 63072000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    assert table("/")["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    settings.SECURE_HSTS_PRELOAD = True
    assert table("/")["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"


def broken():
    raise RuntimeError("planted")


@pytest.fixture
def responses(db, monkeypatch):
    """One response for every status that the site gives."""
    client = Client(raise_request_exception=False)
    found = {
        200: client.get("/about/"),
        301: client.get("/about"),
        302: client.get("/admin/"),
        400: client.get("/about/", headers={"Host": "evil.example"}),
        403: client.post("/iwill/new/", {"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"}),
        404: client.get("/nothing/"),
        405: client.generic("TRACE", "/about/"),
        "static": client.get(staticfiles_storage.url("css/site.css")),
        "static 404": client.get("/static/nothing.css"),
    }
    monkeypatch.setattr("config.chrome.pages.figures", broken)
    found[500] = client.get("/privacy/")
    return found


def test_every_kind_of_response_carries_the_table(responses):
    for kind, response in responses.items():
        assert response.status_code == {"static": 200, "static 404": 404}.get(kind, kind)
        expected = STAFF if kind == 302 else EXPECTED
        assert {name: response.get(name) for name in expected} == expected, kind
        assert not response.cookies, kind
    b"".join(responses["static"].streaming_content)
    responses["static"].close()


def test_a_public_page_asks_for_no_session(client, db):
    assert "Cookie" not in client.get("/about/").get("Vary", "")


def test_pages_travel_compressed(client, db):
    response = client.get("/about/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < len(client.get("/about/").content) / 2


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "CONNECT", "PATCH", "PROPFIND", "BREW"])
def test_odd_methods_are_refused(client, method):
    assert client.generic(method, "/about/").status_code == 405
    assert client.generic(method, "/admin/").status_code == 405


def test_a_wrong_host_is_not_echoed(client):
    response = client.get("/about/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert b"evil.example" not in response.content
