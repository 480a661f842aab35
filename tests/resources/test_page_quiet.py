import re

import pytest

from tests.factories_resources import make_service
from tests.resources.pages import LIST, text, valid

pytestmark = pytest.mark.django_db


ENTRY = re.compile(r'<li class="entry">(.*?)</ul>', re.DOTALL)


def test_a_quiet_choice_shows_only_what_suits_and_what_it_cannot_do(visitor, line):
    make_service("only-phone", contacts=[("phone", "911")])
    page = valid(visitor.get(LIST, {"country": "GB", "quiet": "look"}))
    assert "1 service for United Kingdom" in page
    entry = ENTRY.search(page)[1]
    assert "https://chat.example.org/" in entry
    assert not re.search(r"tel:|sms:|mailto:", entry)
    assert "Software that spies on a phone sees everything." in page
    assert '<a href="/safety/?country=GB#traces">' in page
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
