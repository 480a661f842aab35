"""Every page of the desk in a browser, signed in: no error, nothing that the policy stops, nobody else asked."""

import re

import pytest
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Error

from tests.browser import desk
from tests.config.staff.addresses import desk as addresses

# Says good-bye; a sign-in page that a session skips; a file.
SKIPPED = re.compile(r"log-?out|sign-out|jsi18n|export|download|autocomplete|\.\w+$")
HEAD = """() => [...document.querySelectorAll('#content a[href], #result_list a[href], .object-tools a[href]')]
    .map(a => new URL(a.href)).filter(u => u.origin === location.origin && u.pathname.startsWith('/admin/'))
    .map(u => u.pathname)"""
ENOUGH = 3  # rows of one kind


def plain_paths():
    """Every address without parameters."""
    for name, kinds in addresses():
        if not kinds and not SKIPPED.search(name):
            try:
                yield reverse(name)
            except NoReverseMatch:
                continue


def shape(path):
    """The address without what stands for a row: many rows have one shape."""
    return re.sub(r"/[0-9a-f-]{36}/|/\d+/", "/*/", path)


def test_no_page_of_the_desk_has_an_error_or_asks_anybody_else(open_page, site):
    desk.make_owner(site, "sweep-owner")
    page = open_page(width=1280)
    failed = []
    page.on("response", lambda response: response.status >= 500 and failed.append(response.url))
    desk.enter(page, site, "sweep-owner")
    waiting, seen = list(plain_paths()), {}
    while waiting:
        path = waiting.pop(0)
        group = shape(path)
        if seen.get(group, 0) >= (ENOUGH if "*" in group else 1) or SKIPPED.search(path):
            continue
        seen[group] = seen.get(group, 0) + 1
        if opens(page, path):
            waiting += page.evaluate(HEAD)
    assert len(seen) > 60
    assert any("history" in group for group in seen)
    assert any("importbatch" in group for group in seen)
    assert failed == []
    assert [error for error in page.errors if not is_a_refusal(error)] == []
    assert [url for url in page.requested if not url.startswith((site.url, "data:"))] == []


def opens(page, path):
    """A page that only a form may ask says 405 and nothing else, which Chromium calls a failure: nothing to look at."""
    try:
        page.goto(path)
    except Error as error:
        if "ERR_HTTP_RESPONSE_CODE_FAILURE" not in str(error):
            raise
        page.wait_for_url("chrome-error://**")  # it would interrupt the next page
        return False
    return True


def is_a_refusal(error):
    """A browser writes down every answer of 400 and above; a page that only a form may ask says 405."""
    return re.search(r"status of (403|404|405)", error)


@pytest.mark.parametrize("path", ["/admin/sign-in/", "/admin/", "/admin/pledges/pledge/"])
def test_nobody_signed_in_sees_a_sign_in_page_without_errors(open_page, site, path):
    page = open_page()
    page.goto(path)
    assert "/admin/sign-in/" in page.url
    assert page.errors == []
    assert [url for url in page.requested if not url.startswith(site.url)] == []
