"""Other machines: none is asked, none is needed, none may frame us, and none is told where a reader comes from."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.browser.kinds import LISTING
from tests.browser.visits import visit

WORDS = ("one", "two", "three")


@contextmanager
def other_site(body="<title>Other</title><h1>Other</h1>"):
    """Another server on this machine, and the headers of every request it got."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            got.append(dict(self.headers))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", got
    server.shutdown()
    server.server_close()


def test_a_whole_visit_asks_no_other_machine_and_needs_none(open_page, site):
    page = open_page()
    page.context.route(lambda url: not url.startswith(site.url), lambda route: route.abort())
    visit(page, WORDS)
    assert [url for url in page.requested if not url.startswith(site.url)] == []
    assert page.errors == []
    assert page.context.cookies() == []


def test_a_whole_visit_works_without_scripts_fonts_and_drawings(open_page, site):
    """As in Tor Browser at its safest level."""
    page = open_page(javascript=False, bypass_csp=True)
    page.context.route("**/*.{svg,woff,woff2,ttf,js}", lambda route: route.abort())
    page.on(
        "domcontentloaded", lambda p: p.evaluate("document.querySelectorAll('svg').forEach(e => e.remove())")
    )
    visit(page, WORDS)
    assert not [url for url in page.requested if url.endswith((".woff", ".woff2", ".ttf"))]


@pytest.mark.parametrize("path", [LISTING, "/act/sources/"])
def test_another_site_is_not_told_where_a_reader_comes_from(open_page, path):
    page = open_page()
    with other_site() as (url, got):
        for wall in ("both", "the header alone"):
            page.goto(path)
            page.evaluate(
                """([url, wall]) => {
                    const link = document.querySelector('main a[href^="https:"]');
                    link.href = url;
                    if (wall !== 'both') link.removeAttribute('rel');
                    link.click();
                }""",
                [url, wall],
            )
            page.wait_for_url(url)
        pages = [headers for headers in got if headers.get("Sec-Fetch-Dest") == "document"]
        assert len(pages) == 2
        assert ["Referer" in headers for headers in pages] == [False, False]


def test_no_other_site_can_show_us_in_a_frame(open_page, site):
    page = open_page()
    with other_site(f'<title>Frame</title><iframe src="{site.url}/about/"></iframe>') as (url, _got):
        page.goto(url)
        page.wait_for_timeout(500)
        assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"]


def test_nothing_says_what_the_server_runs_on(open_page, site):
    page = open_page()
    for path in ("/", "/nothing/", "/static/nothing.css", "/admin/sign-in/"):
        headers = page.goto(path).all_headers()
        assert headers["server"] == "web"
        assert "x-powered-by" not in headers
        assert "gunicorn" not in page.content().lower()


def test_text_cannot_become_part_of_a_page(open_page):
    """Trusted Types: the ways in which scripts make elements from text are closed."""
    page = open_page()
    for path in ("/", "/resources/", "/iwill/new/", "/nothing/"):
        page.goto(path)
        for attempt in (
            "document.body.innerHTML = '<b>x</b>'",
            "document.write('<b>x</b>')",
            "document.createElement('script').src = '/static/x.js'",
            "trustedTypes.createPolicy('x', {createHTML: text => text})",
        ):
            thrown = page.evaluate(
                f"() => {{ try {{ {attempt}; return 'done' }} catch (e) {{ return e.name }} }}"
            )
            assert thrown == "TypeError", (path, attempt)
