import itertools
import re
from datetime import date

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from resources import freshness
from resources.models import Service
from tests.factories_resources import make_contact, make_service

pytestmark = pytest.mark.django_db
LIST = "/resources/"
NOT_IN_A_TITLE = re.compile(
    r"rape|sexual|assault|abuse|violence|harass|survivor|victim|crisis", re.IGNORECASE
)


def text(response):
    return response.content.decode()


def valid(response):
    """A page that parses without error, with one h1 and no id twice."""
    page = text(response)
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert page.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    levels = [
        int(level) for level in re.findall(r"<h([1-6])", page[page.index("<main") : page.index("</main>")])
    ]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert not NOT_IN_A_TITLE.search(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1])
    return page


@pytest.fixture
def line():
    return make_service(
        "harbour-line",
        needs=["crisis_support", "legal"],
        description="Harbour words.",
        public_note="It is not an emergency service.",
        editor_note="Retired: 0800 111 222",
        contacts=[
            {"value": "988", "display": "988", "hours_osm": "24/7", "second_checked": True},
            {"channel": "sms", "value": "741741:HOME", "display": "Text HOME to 741741"},
            {
                "channel": "chat",
                "value": "https://chat.example.org/",
                "display": "Chat",
                "note": "Chat note.",
            },
            {"channel": "email", "value": "help@example.org", "display": "help@example.org"},
        ],
    )


# --- the list --------------------------------------------------------------------------------------------
def test_the_list_is_the_same_by_get_and_by_post(visitor, line):
    make_service("france", country="FR")
    asked = {"country": "GB", "q": "harbour", "need": ["legal"]}
    by_get, by_post = visitor.get(LIST, asked), visitor.post(LIST, asked)
    assert by_get.status_code == by_post.status_code == 200
    for page in (valid(by_get), valid(by_post)):
        assert "1 service for United Kingdom" in page
        assert 'value="harbour"' in page
        assert re.search(r'value="legal" checked', page)
        assert "France" in page
        assert "france/" not in page


def test_the_form_posts_and_the_words_never_reach_an_address(visitor, line):
    page = text(visitor.post(LIST, {"country": "GB", "q": "quincewords"}))
    assert 'method="post"' in page
    assert not [link for link in re.findall(r'(?:href|action)="([^"]*)"', page) if "quincewords" in link]


def test_a_form_of_another_site_is_refused(client, line):
    assert client.post(LIST, {"q": "x"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_no_cookie_is_set(visitor, line):
    for response in (visitor.get(LIST), visitor.post(LIST, {"q": "x"}), visitor.get(line.get_absolute_url())):
        assert not response.cookies


@pytest.mark.parametrize(
    "query",
    [
        "?page=x&need=%01&country=zz&q=%02",
        "?page=-1&language=🙂",
        "?country=GB&country=US&region=%FF",
        "?" + "need=x&" * 200,
    ],
)
def test_junk_is_answered_with_a_page(visitor, line, query):
    assert visitor.get(LIST + query).status_code == 200


def test_the_country_is_the_readers_own_until_another_is_chosen(visitor, line):
    make_service("france", country="FR")
    home = text(visitor.get(LIST, headers={"Accept-Language": "fr-FR"}))
    assert "1 service for France" in home
    everywhere = valid(visitor.get(LIST, {"country": ""}, headers={"Accept-Language": "fr-FR"}))
    assert "2 services in all countries" in everywhere
    assert '<details class="facet" open>' in everywhere
    scotland = text(visitor.get(LIST, {"country": "GB-SCT"}))
    assert "1 service for United Kingdom" in scotland


def test_services_for_any_country_stand_last_under_their_own_heading(visitor, line):
    make_service("anywhere", country="", name="Anywhere Line")
    page = valid(visitor.get(LIST, {"country": "GB"}))
    assert page.index("Harbour Line") < page.index("For any country") < page.index("Anywhere Line")


def test_a_search_that_finds_nothing_is_widened_and_says_so(visitor, line):
    page = valid(visitor.post(LIST, {"country": "GB", "q": "zzz", "need": "medical_forensic"}))
    assert "We left out: what you need, your words." in page
    assert "Harbour Line" in page
    page = valid(visitor.post(LIST, {"country": "TV"}))
    assert "We list no service in Tuvalu" in page


def test_pages_turn_by_buttons_inside_the_form(visitor):
    for number in range(25):
        make_service(f"line-{number:02}")
    first = valid(visitor.post(LIST, {"country": "GB", "q": "listens"}))
    assert '<button class="btn btn--line" name="page" value="2">' in first
    assert "1 to 20 of 25" in first
    second = valid(visitor.post(LIST, {"country": "GB", "q": "listens", "page": "2"}))
    assert "21 to 25 of 25" in second
    assert '<button class="btn btn--line" name="page" value="1">' in second
    assert 'value="3"' not in second


def test_a_filled_button_in_the_list_is_open_day_and_night(visitor, line):
    page = text(visitor.get(LIST, {"country": "GB"}))
    assert '<a class="btn btn--small" href="tel:988">' in page
    assert '<a class="btn btn--small btn--line" href="sms:741741">' in page
    assert "Text HOME to 741741" in page
    assert "Shows in the call log and maybe on the bill" in page


def test_a_service_without_contact_offers_its_website(visitor):
    make_service("web", website="https://web.example.org/")
    page = valid(visitor.get(LIST, {"country": "GB"}))
    assert 'href="https://web.example.org/" rel="noopener noreferrer"' in page


def test_a_value_that_is_no_link_is_shown_as_text(visitor, line):
    make_contact(line, {"value": "javascript:alert(1)", "display": "ask at the desk"})
    for response in (visitor.get(LIST, {"country": "GB"}), visitor.get(line.get_absolute_url())):
        assert "ask at the desk" in text(response)
        assert "javascript:" not in text(response)


# --- one service -----------------------------------------------------------------------------------------
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


def test_a_name_with_markup_is_only_text(visitor):
    service = make_service("odd", name='<script>"x"</script>', description="<b>bold</b>")
    for path in (LIST + "?country=GB", service.get_absolute_url()):
        page = text(visitor.get(path))
        assert '<script>"x"' not in page
        assert "&lt;b&gt;bold" in page


# --- cost and the real data ------------------------------------------------------------------------------
def queries_of(visitor, path):
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(path).status_code == 200
    return len(queries)


def test_the_number_of_queries_is_fixed(visitor):
    def grow(size):
        for number in range(Service.objects.count(), size):
            service = make_service(
                f"line-{number:02}", contacts=[("phone", "1"), ("sms", "2")], languages=["en", "fr"]
            )
            service.sources.create(title="A")
        return queries_of(visitor, LIST + "?country=GB"), queries_of(visitor, "/resources/line-00/")

    assert grow(2) == grow(30) == (17, 8)


def test_every_page_of_the_real_catalogue_is_a_good_page(visitor, catalogue):
    services = list(Service.objects.published().order_by("slug"))
    for service in services[::10]:
        page = valid(visitor.get(service.get_absolute_url()))
        for contact in service.contacts.all():
            assert f'href="{contact.href.replace("&", "&amp;")}"' in page
    for query in ("?country=", "?country=US", "?country=GB-SCT", "?country=JP&need=legal", "?country=TV"):
        valid(visitor.get(LIST + query))
    assert visitor.get("/resources/rainn-national-sexual-assault-hotline/").status_code == 200


def test_no_note_for_staff_reaches_a_page(visitor, catalogue):
    for service in Service.objects.published().exclude(editor_note="")[:40]:
        page = text(visitor.get(service.get_absolute_url()))
        assert service.editor_note not in page or service.editor_note in service.public_note
