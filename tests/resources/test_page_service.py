import re
from datetime import date

import pytest
from django.urls import reverse

from resources import freshness
from tests.factories_resources import make_service
from tests.resources.pages import LIST, text, valid

pytestmark = pytest.mark.django_db


def test_contacts_dial_right_and_name_their_trace(visitor, line):
    page = valid(visitor.get("/resources/harbour-line/"))
    assert '<a class="btn" href="tel:988">' in page
    assert '<a class="btn btn--line" href="sms:741741">' in page
    assert "HOME to 741741" in page
    assert 'href="https://chat.example.org/" rel="noopener noreferrer"' in page
    assert 'href="mailto:help@example.org"' in page
    for trace in (
        "Shows in the call log",
        "Stays in Messages",
        "Stays in browser history",
        "Stays in sent mail",
    ):
        assert trace in page
    assert "Contact details" in re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]


@pytest.mark.parametrize(
    "state",
    [
        {"publication": "draft", "draft_reason": "Low confidence"},
        {"status": "defunct"},
        {"status": "inactive"},
    ],
)
def test_drafts_and_closed_services_are_not_found(visitor, state):
    service = make_service("hidden", **state)
    assert visitor.get(service.get_absolute_url()).status_code == 404
    assert visitor.get("/resources/never-there/").status_code == 404


def test_a_listing_says_compiled_until_we_confirm_it(visitor, line, editor):
    url = line.get_absolute_url()
    assert "From published sources of 20 November 2026. Not confirmed by us yet." in text(visitor.get(url))
    freshness.confirm(line, by=editor.user, method="website", on=date(2026, 11, 3))
    page = text(visitor.get(url))
    assert "Confirmed by us on their website on 3 November 2026." in page
    assert "Not confirmed by us yet" not in page


def test_only_second_checked_contacts_say_so(visitor, line):
    assert text(visitor.get(line.get_absolute_url())).count("checked a second time") == 1


def test_what_we_do_not_know_is_said(visitor, line):
    page = text(visitor.get(line.get_absolute_url()))
    for sentence in (
        "We do not know what it costs.",
        "We do not know how private it is.",
        "We do not know if you can stay unnamed.",
        "English. We do not know of others.",
    ):
        assert sentence in page


def test_notes_for_readers_show_and_those_for_staff_do_not(visitor, line):
    line.sources.create(title="A public list", url="https://example.org/list", says="Retired: 0800 333 444")
    line.sources.create(title="A public list", url="https://example.org/list", says="Another sentence of it")
    page = text(visitor.get(line.get_absolute_url()))
    assert "It is not an emergency service." in page
    assert "Chat note." in page
    assert '<a href="https://example.org/list" rel="noopener noreferrer">A public list</a>' in page
    assert "1 source<" in page
    assert "Retired" not in page


def test_when_it_is_busy_there_is_a_way_on(visitor, line):
    page = text(visitor.get(line.get_absolute_url()))
    assert f'href="{reverse("resources:list")}?country=GB&amp;need=crisis_support"' in page
    assert 'href="tel:999"' in page


def test_spanish_pages_mark_english_text(visitor, line):
    for path in ("/es/resources/?country=GB", "/es/resources/harbour-line/"):
        page = valid(visitor.get(path))
        assert '<html lang="es"' in page
        assert re.search(r'lang="en">Harbour words\.', page)
    assert 'lang="en">Harbour words.' not in text(visitor.get("/resources/harbour-line/"))


def test_a_note_in_the_language_of_the_page_is_not_marked_as_english(visitor, line):
    contact = line.contacts.get(note="Chat note.")
    assert 'lang="en">Chat note.' in text(visitor.get("/es/resources/harbour-line/"))
    contact.texts.create(language="es", note="Nota del chat.", display="Hablar")
    page = text(visitor.get("/es/resources/harbour-line/"))
    assert '<p class="small">Nota del chat.</p>' in page
    assert "<bdi>Hablar</bdi>" in page


def test_a_name_with_markup_is_only_text(visitor):
    service = make_service("odd", name='<script>"x"</script>', description="<b>bold</b>")
    for path in (LIST + "?country=GB", service.get_absolute_url()):
        page = text(visitor.get(path))
        assert '<script>"x"' not in page
        assert "&lt;b&gt;bold" in page
