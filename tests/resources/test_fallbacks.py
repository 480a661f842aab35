from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from resources.fallbacks import next_steps
from resources.models import Fallback, Service
from tests.factories_resources import make_service

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
NIGHT = {"value": "1", "hours_osm": "24/7"}
LATER = {"value": "2", "hours_osm": "Mo-Su 20:00-22:00", "timezone": "Europe/London"}
HARM = "people_at_risk_of_harming"


def steps(service, **options):
    found = Service.objects.with_contacts().get(pk=service.pk)
    return next_steps(found, now=NOW, **options)


def slugs(service, **options):
    return [step.service.slug for step in steps(service, **options)]


@pytest.fixture
def busy():
    return make_service("busy", needs=["legal"], contacts=[LATER])


def test_an_editors_choice_comes_in_its_order_and_alone(busy):
    make_service("derived", needs=["legal"], contacts=[NIGHT])
    first, second = make_service("first", country="FR"), make_service("second", contacts=[NIGHT])
    draft = make_service("draft", publication="draft", draft_reason="x")
    for place, to in ((2, second), (1, first), (0, draft)):
        Fallback.objects.create(service=busy, to=to, position=place)
    assert slugs(busy, main="derived") == ["first", "second"]
    assert steps(busy)[0].way is None  # only its website is known


def test_otherwise_main_line_then_open_ones_of_the_country_then_one_for_the_world(busy):
    make_service("a-closed", needs=["legal"], contacts=[LATER])
    make_service("b-open", needs=["legal"], contacts=[NIGHT])
    make_service("c-open", needs=["legal"], contacts=[NIGHT])
    make_service("d-open", needs=["legal"], contacts=[NIGHT])
    make_service("main", needs=["crisis_support"], contacts=[LATER])
    make_service("world", country="", needs=["legal"], contacts=[("chat", "https://a.example.org/")])
    make_service("worlds-end", country="", needs=["legal"])
    make_service("france", country="FR", needs=["legal"], contacts=[NIGHT])
    make_service("other-need", contacts=[NIGHT])
    make_service("for-children", needs=["legal"], audiences=["children"], contacts=[NIGHT])
    make_service("only-mail", needs=["legal"], contacts=[("email", "a@example.org")])
    assert slugs(busy, main="main") == ["main", "b-open", "c-open", "d-open", "world"]
    assert slugs(busy, main="busy") == ["b-open", "c-open", "d-open", "world"]
    found = steps(busy, main="main")
    assert (found[0].way.opening.is_open, found[1].way.opening.is_open) == (False, True)
    assert str(found[1].way.contact.kind.trace).startswith("Shows in the call log")


def test_the_own_part_of_the_country_comes_first_and_other_parts_stay_away():
    edinburgh = make_service("edinburgh", region="GB-SCT", contacts=[LATER])
    make_service("a-britain", contacts=[LATER])
    make_service("scotland", region="GB-SCT", contacts=[LATER])
    make_service("wales", region="GB-WLS", contacts=[NIGHT])
    assert slugs(edinburgh) == ["scotland", "a-britain"]
    britain = Service.objects.get(slug="a-britain")
    make_service("b-britain", contacts=[LATER])
    assert slugs(britain) == ["b-britain"]  # wherever in the country the reader is


def test_nobody_is_sent_to_a_service_for_people_who_fear_to_do_harm(busy):
    aside = make_service("aside", needs=["legal"], audiences=["anyone", HARM], contacts=[NIGHT])
    make_service("aside-too", needs=["legal"], audiences=["anyone", HARM], contacts=[NIGHT])
    make_service("plain", needs=["legal"], contacts=[NIGHT])
    Fallback.objects.create(service=busy, to=aside)
    assert slugs(busy, main="aside") == ["plain"]
    assert slugs(aside, main="plain") == ["aside-too"]
    with pytest.raises(ValidationError):
        Fallback(service=busy, to=aside).full_clean()


def test_the_way_shown_suits_the_quiet_choice(busy):
    make_service("next", needs=["legal"], contacts=[NIGHT, ("chat", "https://a.example.org/")])
    assert steps(busy)[0].way.contact.channel == "phone"
    make_service("a-call", needs=["legal"], contacts=[NIGHT])
    assert [step.way.contact.channel for step in steps(busy, quiet="look")] == ["chat"]


def test_a_service_is_never_its_own_next_step(busy):
    with pytest.raises(IntegrityError), transaction.atomic():
        Fallback.objects.create(service=busy, to=busy)


def test_the_number_of_queries_does_not_grow(busy):
    counts = []
    for size in (3, 40):
        for number in range(Service.objects.count(), size):
            make_service(f"line-{number}", needs=["legal"], contacts=[NIGHT, LATER])
        service = Service.objects.with_contacts().get(slug="busy")
        with CaptureQueriesContext(connection) as queries:
            assert next_steps(service, now=NOW)
        counts.append(len(queries))
    assert counts == [5, 5]


def test_an_editor_chooses_next_steps_beside_the_service(editor, busy):
    page = editor.get(f"/admin/resources/service/{busy.pk}/change/").content.decode()
    assert 'name="fallbacks-0-to"' in page or 'name="fallbacks-__prefix__-to"' in page
