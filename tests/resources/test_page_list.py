import re
from datetime import UTC, datetime

import pytest
import time_machine

from tests.factories_resources import make_contact, make_service
from tests.resources.pages import LIST, text, valid

pytestmark = pytest.mark.django_db


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
    assert "1 to 12 of 25" in first
    second = valid(visitor.post(LIST, {"country": "GB", "q": "listens", "page": "3"}))
    assert "25 to 25 of 25" in second
    assert '<button class="btn btn--line" name="page" value="2">' in second
    assert 'value="4"' not in second


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
