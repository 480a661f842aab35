"""Policy pages and the small pages that machines read."""

import datetime as dt
import re

import pytest
from django.apps import apps

from config.chrome.pages import what_we_keep

pytestmark = pytest.mark.django_db


def html(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_privacy_page_lists_every_personal_field_that_exists(client):
    page = html(client.get("/privacy/"))
    models = [model for model in apps.get_models() if not model._meta.proxy]
    expected = sum(len(getattr(getattr(m, "Privacy", None), "personal", {})) for m in models)
    assert len(what_we_keep()) == expected > 5
    for _what, _field, retention in what_we_keep():
        assert str(retention) in page
    assert "for 2 hours" in page


def test_the_safety_page_names_watching_software_before_history(client):
    page = html(client.get("/safety/"))
    main = page[page.index("<main") :]
    assert main.index("watching this device") < main.index("browser history")
    assert "With scripts on, Back does not show" in main  # without them it does
    for words in ("internet provider", "call log", "Back does not show the page you left"):
        assert words in main


def test_robots_keeps_staff_and_private_pages_out(client):
    lines = html(client.get("/robots.txt")).splitlines()
    assert "Disallow: /admin/" in lines
    assert "Disallow: /iwill/mine/" in lines
    assert "Disallow: /resources/confirm/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_security_txt_is_valid_and_not_expired(client, settings):
    text = html(client.get("/.well-known/security.txt"))
    assert "Contact: mailto:security@example.org" in text
    expires = dt.datetime.fromisoformat(re.search(r"Expires: (\S+)", text).group(1))
    assert dt.timedelta(days=30) < expires - dt.datetime.now(dt.UTC) < dt.timedelta(days=365)
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


def test_health(client):
    assert html(client.get("/healthz")) == "ok\n"
    assert html(client.get("/readyz")) == "ok\n"


def test_the_sitemap_holds_pages_in_both_languages_and_nothing_private(client):
    page = html(client.get("/sitemap.xml"))
    assert "<loc>http://testserver/resources/</loc>" in page
    assert "<loc>http://testserver/es/resources/</loc>" in page
    assert "mine" not in page
    assert "admin" not in page


def test_the_gallery_is_for_builders(client, settings):
    assert "Every component" in html(client.get("/gallery/"))
    settings.GALLERY = False
    assert client.get("/gallery/").status_code == 404


def test_the_language_switch_leads_to_the_same_page(client):
    assert 'href="/es/about/"' in html(client.get("/about/"))
    assert 'href="/about/"' in html(client.get("/es/about/"))


def test_a_tapped_country_travels_in_the_links_of_the_frame(client):
    page = html(client.get("/about/?country=GB"))
    assert 'href="/resources/?country=GB"' in page
    assert 'href="/resources/?country=GB"' not in html(client.get("/about/"))
