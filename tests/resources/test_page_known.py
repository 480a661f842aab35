from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resources.channels import CHANNELS
from resources.models import Address, Location, Service, ServiceAtLocation
from tests.factories_resources import make_service
from tests.resources.pages import LIST, text, valid

pytestmark = pytest.mark.django_db


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
