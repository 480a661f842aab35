"""Follow every link of the site in a real browser: no cookie, no storage, no other host, no error."""

import os
import re
import socket
import urllib.request

import pytest

STORAGE = """async () => [
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length,
]"""
# Of each kind of page with many alike, this many are opened in the browser; the sweep in tests/site reads them all.
# FULL_CRAWL=1 opens every single one.
ENOUGH = {"/resources/": 12, "/act/actions/": 12, "/act/guides/": 20, "/act/sources/": 10, "/iwill/": 6}
# Files and answers for programs: downloads, no pages. They have tests of their own.
NO_PAGES = re.compile(r"(/es)?(/hsds/|/resources/offline/|/iwill/feed\.atom)")
FULL = os.environ.get("FULL_CRAWL") == "1"


def kind(path):
    path = path.removeprefix("/es")
    return next((prefix for prefix in ENOUGH if path.startswith(prefix) and path != prefix), None)


@pytest.mark.parametrize("start", ["/", "/es/"])
def test_the_whole_site(open_page, site, start):
    page = open_page(width=1280)
    waiting, seen, opened = [start], {start}, {}
    if FULL:
        with urllib.request.urlopen(f"{site.url}/sitemap.xml") as listed:
            paths = re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", listed.read().decode())
        waiting += [path for path in dict.fromkeys(paths) if path.startswith("/es/") == (start == "/es/")]
        seen |= set(waiting)
    while waiting:
        path = waiting.pop(0)
        group = kind(path)
        opened[group] = opened.get(group, 0) + 1
        if group and opened[group] > ENOUGH[group] and not FULL:
            continue
        response = page.goto(path)
        assert response.status == 200, path
        for link in page.eval_on_selector_all("a[href]", "links => links.map(a => a.getAttribute('href'))"):
            target = re.sub(r"[?#].*", "", link)
            inside = (
                target.startswith("/es/")
                if start == "/es/"
                else target.startswith("/") and "/es/" not in target
            )
            if inside and target not in seen and not NO_PAGES.match(target):
                seen.add(target)
                waiting.append(target)
    assert len(seen) > 100
    assert page.errors == []
    assert [url for url in page.requested if not url.startswith(site.url)] == []
    assert page.context.cookies() == []
    assert page.evaluate(STORAGE) == [0, 0, 0, 0, 0]


def test_nothing_about_the_visitor_is_in_the_log_of_the_server(open_page, site):
    page = open_page(user_agent="MarkerAgent/1.0")
    page.goto("/resources/?q=marker-query")
    page.goto("/nothing/marker-path/")
    for raw in (
        b"GET /\xff\xfe HTTP/1.1\r\n\r\n",
        b"marker-query\r\n\r\n",
        b"GET /marker-path?q=marker-query HTTP/9.9\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", site.port), timeout=5) as broken:
            broken.sendall(raw)
            broken.recv(200)
    log = site.log.read_text()
    for marker in ("MarkerAgent", "marker-query", "marker-path"):
        assert marker not in log
    assert not re.search(r"127\.0\.0\.1(?!:\d)", log.replace(f"http://127.0.0.1:{site.port}", ""))
