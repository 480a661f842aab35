"""The documented nginx and Caddy in front of nothing, and in front of an application that breaks."""

import gzip
import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from config.safety import uploads
from config.safety.headers import table
from tests.config.edition.fronts import DOCUMENTED, behind, started


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def front(request, tmp_path_factory):
    yield from started(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module", params=["nginx", "caddy", "nginx_two"])
def any_front(request, tmp_path_factory):
    """Also the one that has no files."""
    yield from started(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture
def application(front):
    yield from behind(front)


@pytest.fixture
def any_application(any_front):
    yield from behind(any_front)


AWAY = [
    ("/", {}, "home"),
    ("/es/", {}, "home es"),
    ("/act", {}, "act"),
    ("/act/?country=GB", {}, "act"),
    ("/?country=GB", {}, "home GB"),
    ("/?country=GB-SCT", {}, "home GB"),
    ("/?country=ZZ", {}, "home"),
    ("/es/resources/?country=MX&need=legal", {}, "list es MX"),
    ("/", {"Accept_Language": "en-GB,en;q=0.9"}, "home GB"),
    ("/", {"Accept_Language": "en"}, "home"),
    ("/act/", {"Cookie": "s=1"}, "act"),
    ("/robots.txt", {}, "robots"),
    ("/static/site.abc.css", {}, "a{}"),
    ("/act/?need=kiosk", {}, "act"),
    ("/act/?nokiosk=es&kiosks", {}, "act"),
]


@pytest.mark.parametrize(("path", "headers", "page"), AWAY)
def test_with_the_application_off_every_page_is_still_read(front, path, headers, page):
    status, sent, body = front.ask(path, **headers)
    assert (status, body.decode()) == (200, page)
    assert "Refresh" not in sent


SORRY = [
    ("/iwill/", "GET", "sorry"),
    ("/es/iwill/", "GET", "sorry es"),
    ("/admin/", "GET", "sorry"),
    ("/iwill/new/", "POST", "sorry"),
    ("/es/resources/", "POST", "sorry es"),
    ("/", "POST", "sorry"),
    ("/act/?neutral=1", "GET", "plain sorry"),
    ("/es/act/?country=GB&neutral=1", "GET", "plain sorry es"),
    ("/_sorry/en.html", "GET", "sorry"),
]


@pytest.mark.parametrize(("path", "method", "page"), SORRY)
def test_what_needs_the_application_says_sorry_with_help_while_it_is_off(front, path, method, page):
    status, headers, body = front.ask(path, method, body=b"text=typed" if method == "POST" else None)
    assert (status, body.decode()) == (503, page)
    assert headers["Retry-After"] == "60"
    assert headers["Content-Type"].lower() == "text/html; charset=utf-8"
    assert "Refresh" not in headers


PUBLIC_MACHINE = [
    ("/?kiosk", "GET", "public sorry"),
    ("/?kiosk=", "GET", "public sorry"),
    ("/?kiosk=en", "GET", "public sorry"),
    ("/?kiosk=xx", "GET", "public sorry"),
    ("/act/?kiosk&country=GB", "GET", "public sorry"),
    ("/?kiosk=es", "GET", "public sorry, starts in es"),
    ("/es/?kiosk=es", "GET", "public sorry es"),
    ("/es/resources/?country=MX&kiosk=es", "GET", "public sorry es"),
    ("/act/?country=GB&neutral=1&kiosk=es", "GET", "public plain sorry, starts in es"),
    ("/act/?kiosk=es&neutral=1", "GET", "public plain sorry, starts in es"),
    ("/es/iwill/new/?kiosk=es", "POST", "public sorry es"),
    # An edition from before there were such pages: its links do not stay, but it asks again, in the look asked for.
    ("/es/?neutral=1&kiosk=es", "GET", "plain sorry es"),
]


@pytest.mark.parametrize(("path", "method", "page"), PUBLIC_MACHINE)
def test_a_public_machine_stays_one_while_the_application_is_off_and_asks_again_by_itself(
    front, path, method, page
):
    status, headers, body = front.ask(path, method, body=b"text=typed" if method == "POST" else None)
    assert (status, body.decode()) == (503, page)
    assert headers["Refresh"] == "120"
    assert headers["Retry-After"] == "60"
    assert headers["Content-Type"].lower() == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/", "/act/?country=GB", "/static/site.abc.css", "/iwill/", "/?kiosk=es"])
def test_a_file_has_the_headers_of_a_page(front, path):
    _status, headers, _body = front.ask(path)
    expected = {**table("/"), "Server": {"nginx": "nginx", "caddy": "web"}[front.name]}
    sent = {name.lower(): value for name, value in headers.items()}  # Caddy spells one of them in its own way
    assert {name: sent.get(name.lower()) for name in expected} == expected
    assert not {"etag", "last-modified", "set-cookie"} & set(sent)


def test_the_compressed_twin_is_sent_as_it_lies_there(front):
    _status, headers, body = front.ask("/act/", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == b"act"


THROUGH = [
    ("/iwill/", "GET", {}),
    ("/act/?country=GB", "GET", {}),
    ("/?kiosk=es", "GET", {}),
    ("/act/", "GET", {"Cookie": "s=1"}),
    ("/act/", "GET", {"Accept_Language": "en-GB"}),
    ("/act", "GET", {}),
    ("/resources/", "POST", {}),
    ("/static/new.def.css", "GET", {}),
    ("/readyz", "GET", {}),
    ("/_country/GB/", "GET", {}),
]


@pytest.mark.parametrize(("path", "method", "headers"), THROUGH)
def test_forms_the_board_staff_and_everything_asked_for_go_to_the_application(
    front, application, path, method, headers
):
    assert front.says(path, method, **headers) == (200, f"application {method} {path}")


def test_a_page_to_read_does_not_trouble_the_application(front, application):
    assert front.says("/act/") == (200, "act")


@pytest.mark.parametrize("status", [500, 503])
def test_a_page_that_breaks_is_read_from_its_file_but_a_form_keeps_the_words_of_the_application(
    front, application, status
):
    application.broken = status
    assert front.says("/act/?country=GB") == (200, "act")
    assert front.says("/act/?kiosk") == (503, "public sorry")
    assert front.says("/resources/", "POST") == (status, "application POST /resources/")
    assert front.says("/readyz") == (status, "application GET /readyz")
    application.broken = 404
    assert front.says("/act/?country=GB") == (404, "application GET /act/?country=GB")


def test_nothing_about_readers_is_written_down(front):
    front.says("/act/?country=GB", Accept_Language="en-GB")
    written = [path.read_text() for path in front.folder.glob("*.log")]
    assert "".join(written) == ""


def test_where_no_file_stands_in_a_public_machine_asks_again_too(any_front):
    assert any_front.ask("/act/?country=GB&kiosk=es")[1]["Refresh"] == "120"
    assert any_front.ask("/iwill/new/?kiosk", "POST", b"text=typed")[1]["Refresh"] == "120"
    assert "Refresh" not in any_front.ask("/act/?country=GB&need=kiosk")[1]


@pytest.mark.parametrize(("status", "again"), [(200, None), (404, None), (500, "120"), (503, "120")])
def test_a_public_machine_is_sent_nowhere_while_its_page_is_right_or_a_form_gives_back_what_was_typed(
    any_front, any_application, status, again
):
    any_application.broken = status
    assert any_front.ask("/act/?kiosk=es")[1].get("Refresh") == again
    assert "Refresh" not in any_front.ask("/iwill/new/?kiosk=es", "POST", b"text=typed")[1]


IMPORTS = "/admin/resources/importbatch/add/"
FRAME = 4096  # bytes that a form puts around its file, with room to spare
SMALL = 1 << 20


def test_the_page_of_imports_takes_the_largest_file_that_the_site_takes(any_front, any_application):
    body = bytes(uploads.LARGEST + FRAME)
    assert any_front.says(IMPORTS, "POST", body) == (200, f"application POST {IMPORTS}")


@pytest.mark.parametrize("path", ["/iwill/new/", "/admin/sign-in/", "/admin/resources/service/add/"])
def test_no_other_page_takes_more_than_a_megabyte(any_front, any_application, path):
    assert any_front.says(path, "POST", bytes(SMALL // 2)) == (200, f"application POST {path}")
    status, _headers, body = any_front.ask(path, "POST", bytes(SMALL + FRAME))
    if (
        any_front.name == "caddy"
    ):  # it passes on what fits, and notices while the application waits for the rest
        assert (status, body) == (503, b"sorry")
    else:
        assert status == 413


@pytest.mark.parametrize(
    ("file", "limit"),
    [
        ("nginx.conf", r"location (\S+) \{[^}]*?client_max_body_size (\d+)m;"),
        ("nginx-two.conf", r"location (\S+) \{[^}]*?client_max_body_size (\d+)m;"),
        ("Caddyfile", r"@imports path (\S+)\*\n[^@]*?request_body @imports \{\s+max_size (\d+)MiB"),
    ],
)
def test_every_file_has_the_limit_of_uploads_for_the_page_of_imports_in_every_language(file, limit):
    """In the units of both servers: nginx counts in 1,048,576 bytes, Caddy does so with MiB, but not with MB."""
    ((path, size),) = re.findall(limit, (DOCUMENTED / file).read_text())
    assert FRAME <= (int(size) << 20) - uploads.LARGEST <= 1 << 20
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            assert reverse("admin:resources_importbatch_add") == IMPORTS
    assert IMPORTS.startswith(path)


def test_haproxy_holds_no_staff_page_to_its_limit():
    limits = [line for line in (DOCUMENTED / "haproxy.cfg").read_text().splitlines() if "body_size" in line]
    assert limits
    assert all(f"!{{ path_beg {settings.STAFF_PATH} }}" in line for line in limits)
