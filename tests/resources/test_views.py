import itertools
import re
from datetime import UTC, date, datetime

import html5lib
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from resources import freshness
from resources.channels import CHANNELS
from resources.models import Address, Location, Service, ServiceAtLocation
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
    assert '<option value="" selected>' not in everywhere  # the first option is shown by itself
    assert not re.search(r'<option value="[A-Z]+" selected>', everywhere)
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


def test_a_filled_button_in_the_list_answers_now(visitor, line):
    page = text(visitor.get(LIST, {"country": "GB"}))
    assert '<a class="btn btn--small" href="tel:988">' in page
    assert '<a class="btn btn--small btn--line" href="sms:741741">' in page
    assert "Text HOME to 741741" in page
    assert "Shows in the call log and maybe on the bill" in page
    assert page.index("Open day and night") < page.index('href="tel:988"')
    assert "Hours not known" in page  # the text line differs from what is said of the whole service


@pytest.mark.parametrize(
    ("moment", "button", "said"),
    [
        (datetime(2026, 11, 20, 16, 40, tzinfo=UTC), "btn btn--small", "Open, closes in 20 minutes"),
        (
            datetime(2026, 11, 20, 17, 0, tzinfo=UTC),
            "btn btn--small btn--line",
            "Closed, opens at 09:00 on Monday",
        ),
    ],
)
def test_the_real_clock_decides_what_is_open(visitor, moment, button, said):
    make_service(
        contacts=[{"value": "988", "hours_osm": "Mo-Fr 09:00-17:00", "timezone": "Europe/London"}],
        cost_free=True,
    )
    with time_machine.travel(moment, tick=False):
        page = valid(visitor.get(LIST, {"country": "GB"}))
        asked = valid(visitor.post(LIST, {"country": "GB", "open": "1"}))
        listing = valid(visitor.get("/resources/harbour-line/"))
    assert f'<a class="{button}" href="tel:988">' in page
    assert said in page
    assert said in listing
    assert "Monday to Friday 09:00 to 17:00 (London time)" in listing
    assert ("We left out: open now." in asked) == said.startswith("Closed")


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


# --- quiet choices and chips -----------------------------------------------------------------------------
ENTRY = re.compile(r'<li class="entry">(.*?)</ul>', re.DOTALL)


def test_a_quiet_choice_shows_only_what_suits_and_what_it_cannot_do(visitor, line):
    make_service("only-phone", contacts=[("phone", "911")])
    page = valid(visitor.get(LIST, {"country": "GB", "quiet": "look"}))
    assert "1 service for United Kingdom" in page
    entry = ENTRY.search(page)[1]
    assert "https://chat.example.org/" in entry
    assert not re.search(r"tel:|sms:|mailto:", entry)
    assert "Software that spies on a phone sees everything." in page
    assert '<a href="/safety/#traces">' in page
    assert 'href="tel:999"' in page  # the strip stays
    borrowed = valid(visitor.get(LIST, {"country": "GB", "quiet": "notmine"}))
    assert "From another phone:" in ENTRY.search(borrowed)[1]
    assert "tel:988" not in ENTRY.search(borrowed)[1]


def test_a_choice_that_suits_no_service_is_said_and_shows_traces_all_the_same(visitor):
    make_service("only-phone", contacts=[("phone", "911")])
    page = valid(visitor.post(LIST, {"country": "GB", "quiet": "look"}))
    assert "a way that suits what you said about your phone" in page
    assert "It has no way that suits your choice." in page
    assert "Shows in the call log" in page


def test_a_quiet_choice_made_in_the_form_reaches_the_listing_and_no_address(visitor, line):
    page = valid(visitor.post(LIST, {"country": "GB", "quiet": "look"}))
    assert '<button class="link" formaction="/resources/harbour-line/">Harbour Line</button>' in page
    assert not re.search(r'(?:href|action)="[^"]*quiet', page)
    listing = valid(visitor.post("/resources/harbour-line/", {"country": "GB", "quiet": "look"}))
    touch = listing[listing.index('id="touch"') : listing.index('id="happens"')]
    assert "https://chat.example.org/" in touch
    assert "tel:988" not in touch
    assert "Show every way to get in touch" in touch
    assert "tel:988" in valid(visitor.get("/resources/harbour-line/", {"quiet": "nonsense"}))


def test_a_quiet_choice_from_an_address_goes_on_in_addresses(visitor, line):
    page = valid(visitor.get(LIST, {"country": "GB", "quiet": "speak"}))
    assert 'href="/resources/harbour-line/?country=GB&amp;quiet=speak"' in page


def test_one_tap_turns_a_quiet_choice_on_and_off_and_the_rest_stays(visitor, line):
    page = visitor.post(LIST, {"country": "GB", "quiet": ["look", "speak"], "open": ["1", ""]})
    assert re.search(r'name="quiet" value="" aria-pressed="true">I can’t speak', valid(page))
    assert re.search(r'name="open" value="1" aria-pressed="false">Open now', text(page))
    assert '<input type="hidden" name="quiet" value="speak">' in text(page)
    off = visitor.post(LIST, {"country": "GB", "quiet": ["speak", ""]})
    assert re.search(r'name="quiet" value="speak" aria-pressed="false">I can’t speak', text(off))


def test_every_filter_that_is_on_has_a_chip_that_takes_it_away(visitor, line):
    asked = {
        "country": "GB",
        "q": "harbour",
        "need": ["legal", "crisis_support"],
        "channel": "phone",
        "page": "2",
    }
    page = valid(visitor.post(LIST, asked))
    chips = re.findall(r'name="drop" value="([^"]+)"', page)
    assert chips == ["q", "need:crisis_support", "need:legal", "channel:phone", "all"]
    assert page.index('<button class="btn">Search</button>') < page.index('name="drop"')  # Enter searches
    without = valid(visitor.post(LIST, {**asked, "drop": "need:legal"}))
    assert re.findall(r'name="drop" value="([^"]+)"', without) == [
        "q",
        "need:crisis_support",
        "channel:phone",
        "all",
    ]
    nothing = valid(visitor.post(LIST, {**asked, "drop": "all"}))
    assert 'name="drop"' not in nothing
    assert '<option value="GB" selected>' in nothing
    assert "harbour" not in re.search(r'<input class="input" id="q"[^>]*>', nothing)[0]


def test_an_entry_shows_three_ways_and_leads_to_the_rest(visitor, line):
    page = valid(visitor.get(LIST, {"country": "GB"}))
    assert "mailto:" not in page
    assert re.search(
        r'harbour-line/\?country=GB#touch">1 more way to get in touch<span class="vh">: Harbour', page
    )


# --- age, places, words ----------------------------------------------------------------------------------
def test_old_details_are_marked_once_and_very_old_ones_are_gone(visitor):
    make_service(contacts=[("phone", "988"), ("sms", "741741")], compiled_on=date(2026, 11, 20))
    with time_machine.travel(datetime(2027, 6, 1, tzinfo=UTC)):
        page = valid(visitor.get(LIST, {"country": "GB"}))
        listing = valid(visitor.get("/resources/harbour-line/"))
    assert page.count("Nobody has checked this since 20 November 2026;") == 1
    assert listing.count("Nobody has checked this since 20 November 2026;") == 3  # each way, and the whole
    with time_machine.travel(datetime(2028, 6, 1, tzinfo=UTC)):
        gone = valid(visitor.get("/resources/harbour-line/"))
    assert "tel:988" not in gone
    assert "nobody has checked them for so long that we do not show them" in gone
    assert 'href="https://harbour-line.example.org/"' in gone


def test_a_public_address_is_shown_and_a_confidential_one_is_not_even_read(visitor, line):
    for name, secret in (("Quay House", False), ("Safe House", True)):
        place = Location.objects.create(name=name, confidential=secret)
        Address.objects.create(
            location=place, address_1=f"{name} Street 1", city="Leith", state_province="", postal_code="E1",
            country="GB",
        )  # fmt: skip
        ServiceAtLocation.objects.create(service=line, location=place)
    with CaptureQueriesContext(connection) as queries:
        page = valid(visitor.get("/resources/harbour-line/"))
    assert "Quay House Street 1" in page
    assert "Safe House" not in page
    assert "Their address is kept secret" in page
    assert len(queries) <= 14


def test_what_will_happen_is_their_own_words_or_what_is_true_of_any_line(visitor, line):
    page = valid(visitor.get("/resources/harbour-line/"))
    assert "They have not told us exactly." in page
    assert "you can hang up at any time" in page
    Service.objects.update(what_to_expect="A nurse answers.", not_for="Not for under-16s.")
    page = valid(visitor.get("/resources/harbour-line/"))
    assert "A nurse answers." in page
    assert "Not for under-16s." in page
    assert "They have not told us" not in page


def test_texts_in_the_language_of_the_page_carry_no_mark_and_others_do(visitor, line):
    line.texts.create(
        language="es", description="Palabras del puerto.", what_to_expect="Contesta una persona."
    )
    page = valid(visitor.get("/es/resources/harbour-line/"))
    assert '<p class="lead">Palabras del puerto.' in page
    assert '<p class="prose">Contesta una persona.' in page
    assert 'lang="en">It is not an emergency service.' in page


def test_the_report_link_waits_for_its_page(visitor, line):
    page = text(visitor.get("/resources/harbour-line/"))
    assert ("/resources/harbour-line/problem/" in page) == ("Report a problem" in page)


def test_the_safety_page_says_what_every_way_leaves_behind(visitor, db):
    page = valid(visitor.get("/safety/"))
    traces = page[page.index('id="traces"') :]
    assert all(str(channel.trace) in traces for channel in CHANNELS.values())
    assert traces.index("Stays in browser history") < traces.index("Shows in the call log")


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
        quiet = "?country=GB&open=1&free=1&anonymous=1&quiet=speak"
        addresses = (
            LIST + "?country=GB",
            LIST + quiet,
            "/resources/line-00/",
            "/resources/line-00/?quiet=look",
        )
        return [queries_of(visitor, address) for address in addresses]

    counts = grow(2)
    assert counts == grow(30)
    assert counts[0] <= 20
    assert max(counts[2:]) <= 15


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
