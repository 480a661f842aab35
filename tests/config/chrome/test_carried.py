"""What a reader chose travels in the links, and nothing but a fixed word ever gets into them."""

import re

import pytest
from django.test import Client, RequestFactory

from config.chrome.carried import carry

LINKS = [
    ("/?neutral=1", '<a href="/act/">', '<a href="/act/?neutral=1">'),
    (
        "/?neutral=1",
        '<a class="x" href="/a/?need=legal#s">',
        '<a class="x" href="/a/?need=legal&amp;neutral=1#s">',
    ),
    ("/?neutral=1", '<a href="?country=GB">', '<a href="?country=GB&amp;neutral=1">'),
    (
        "/?neutral=1",
        '<form method="post" action="/act/find/">',
        '<form method="post" action="/act/find/?neutral=1">',
    ),
    ("/?neutral=1", '<button formaction="/resources/">', '<button formaction="/resources/?neutral=1">'),
    ("/?neutral=1", '<a href="/x/?neutral=0">', '<a href="/x/?neutral=0">'),
    ("/?neutral=1", '<a href="/" data-as-it-is>', '<a href="/" data-as-it-is>'),
    ("/?neutral=1", '<a href="#main">', '<a href="#main">'),
    ("/?neutral=1", '<a href="https://example.org/">', '<a href="https://example.org/">'),
    ("/?neutral=1", '<a href="//example.org/">', '<a href="//example.org/">'),
    ("/?neutral=1", '<a href="tel:999">', '<a href="tel:999">'),
    ("/?neutral=1", '<a href="/hsds/export.zip">', '<a href="/hsds/export.zip">'),
    ("/?neutral=1", '<a href="/iwill/feed.atom">', '<a href="/iwill/feed.atom">'),
    ("/?country=gb", '<a href="/act/">', '<a href="/act/?country=GB">'),
    ("/?country=GB", '<a href="/resources/?country=">', '<a href="/resources/?country=">'),
    (
        "/?country=GB",
        '<a href="/?page=2">',
        '<a href="/?page=2">',
    ),  # the page itself: no country may mean something
    ("/?country=GB", '<form action="/resources/">', '<form action="/resources/">'),  # has a field of its own
    ("/?country=XX", '<a href="/act/">', '<a href="/act/">'),
    ("/?kiosk=es", '<a href="/act/">', '<a href="/act/?kiosk=es">'),
    ("/?kiosk=%22%3E", '<a href="/act/">', '<a href="/act/?kiosk=en">'),
    ("/?neutral=%22%3E", '<a href="/act/">', '<a href="/act/">'),
    ("/", '<a href="/act/">', '<a href="/act/">'),
]


@pytest.mark.parametrize(("address", "before", "after"), LINKS)
def test_a_link_takes_along_what_was_chosen(address, before, after):
    assert carry(before, RequestFactory().get(address)) == after


@pytest.mark.django_db
def test_the_neutral_look_has_other_names_colours_and_icon():
    page = Client().get("/about/?neutral=1&country=GB").content.decode()
    assert "<title>Notes</title>" in page
    assert 'class="neutral"' in page
    assert re.search(r'rel="icon" href="/static/img/page\.\w+\.svg"', page)
    assert "css/neutral." in page
    assert "js/replace." in page
    leave = re.search(r'<a [^>]*id="leave"[^>]*>(.*?)</a>', page, re.S)[1]
    assert "Close" in leave
    assert "Leave this site" not in page
    assert 'href="/about/?country=GB" data-as-it-is' in page, "the way back to the usual look"
    usual = Client().get("/about/").content.decode()
    assert 'href="/about/?neutral=1" data-as-it-is' in usual
    assert "neutral." not in usual
    assert "replace." not in usual


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nothing/", "/iwill/mine/x/"])
def test_errors_stay_neutral(path):
    page = Client().get(f"{path}?neutral=1").content.decode()
    assert "<title>Notes</title>" in page
    assert 'href="/?neutral=1"' in page


@pytest.mark.django_db
def test_sent_forms_and_redirects_stay_neutral(visitor):
    slug = "/resources/rape-sexual-abuse-support-line-england-wales"
    asked = visitor.post("/act/find/?neutral=1", {}).content.decode()
    assert "<title>Notes</title>" in asked
    moved = visitor.get("/about?neutral=1")
    assert moved["Location"] == "/about/?neutral=1"
    assert visitor.get(f"{slug}?neutral=1")["Location"] == f"{slug}/?neutral=1"


@pytest.mark.django_db
def test_a_public_machine_has_a_way_to_a_blank_start_and_forgets_what_was_chosen():
    page = Client().get("/about/?kiosk&country=GB&neutral=1").content.decode()
    assert page.count('href="/?kiosk=en" data-as-it-is') == 1
    assert 'data-start="/?kiosk=en"' in page
    assert "js/kiosk." in page
    assert 'href="/es/?kiosk=es" data-as-it-is' in Client().get("/?kiosk=es").content.decode()
    usual = Client().get("/about/").content.decode()
    assert "kiosk" not in usual
