"""What every page promises, one function for each promise: given (path, response, html), AssertionError for a fault.

test_every_page.py walks every page with them; test_planted_faults.py puts faults in and sees that they are noticed.
"""

import itertools
import re
from collections import Counter

import html5lib
from django.conf import settings

from config.safety.headers import table

TELLING = re.compile(
    r"rap(e|ist)|sexual|assault|abus|violen|harass|survivor|victim|crisis|viola|acoso|agresi|v[ií]ctim", re.I
)


def faults(walked, check):
    """Run a check on every page and report all faults at once: {path: what is wrong}."""
    found = {}
    for path, response in walked:
        try:
            assert response.status_code == 200, response.status_code
            check(path, response, response.content.decode())
        except AssertionError as fault:
            found[path] = str(fault)[:300]
    return found


def headers_and_no_cookie(path, response, _html):
    for name, value in table(path).items():
        if name == "X-Robots-Tag":
            assert "noarchive" in response[name]
        else:
            assert response[name] == value, name
    assert not response.cookies, "a cookie"
    assert "Set-Cookie" not in response.headers, "a cookie"


def way_out_first(path, _response, html):
    language = "es" if path.startswith("/es/") else "en"
    first, leave = re.search(r"<a [^>]+>", html), re.search(r'<a [^>]*id="leave"[^>]*>', html)
    assert leave, "no link to leave"
    assert f'href="{settings.LEAVE_URLS[language]}"' in first.group(0)
    assert "data-leave" in first.group(0)
    assert f'href="{settings.LEAVE_URLS[language]}"' in leave.group(0)
    assert 'rel="nofollow noreferrer"' in leave.group(0)


def neutral_title(_path, _response, html):
    title = re.search(r"<title>(.*?)</title>", html, re.S).group(1)
    assert TELLING.search(title) is None, title
    assert title.strip(" ·").startswith(title.split(" · ")[0])
    assert title.split(" · ")[0].strip()


def nothing_from_elsewhere_or_inline(_path, _response, html):
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        assert element.get("style") is None
        assert not [name for name in element.attrib if str(name).startswith("on")]
        assert element.tag != "style"
        for attribute in ("src", "srcset", "data", "poster", "action"):
            assert not re.search(r"^(https?:)?//", element.get(attribute) or "/"), "from elsewhere"
        if element.tag == "script":
            assert (element.get("src") or "").startswith("/static/"), "an inline script"
        if element.tag == "link":
            assert (element.get("href") or "").startswith("/")
            assert element.get("rel") not in ("preconnect", "dns-prefetch", "prefetch", "preload")
        if element.tag == "meta":
            assert "og:image" not in str(element.attrib)


def valid_html(_path, _response, html):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    assert list(parser.errors) == []
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert [name for name, count in ids.items() if count > 1] == [], "ids used twice"
    _references(tree, set(ids))
    _headings(tree)
    _controls(tree)


def _references(tree, ids):
    for element in tree.iter():
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            for name in (element.get(attribute) or "").split():
                assert name in ids, attribute
        href = element.get("href") or ""
        if href.startswith("#") and len(href) > 1:
            assert href[1:] in ids, "a link within the page"


def _levels(elements):
    return [int(e.tag[1]) for e in elements if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)]


def _headings(tree):
    assert _levels(tree.iter()).count(1) == 1, "one h1"
    for above, below in itertools.pairwise(_levels(tree.find(".//main").iter())):
        assert below - above <= 1, "a heading level was skipped"


def _controls(tree):
    labelled = {e.get("for") for e in tree.iter("label") if e.get("for")}
    wrapped = {id(control) for label in tree.iter("label") for control in label.iter()}
    for tag in ("input", "select", "textarea"):
        for control in tree.iter(tag):
            if control.get("type") in ("hidden", "submit"):
                continue
            named = control.get("id") in labelled or id(control) in wrapped or control.get("aria-label")
            assert named, f"{control.get('name')} has no label"
    for form in tree.iter("form"):
        assert form.get("autocomplete", "off") == "off"
        if form.get("method") == "post":
            names = [control.get("name") for control in form.iter("input")]
            assert names.count("unkept") == 1, "its words would stay on the disk of the reader"
