from datetime import date, timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resources import channels, vocabulary
from resources.hsds import catalogue, export
from resources.hsds.addresses import uri
from resources.hsds.checking import Checker, problems
from resources.hsds.rows import rows_of
from resources.hsds.schedules import fixed_offset
from resources.hsds.schema import NESTED, OBJECTS
from resources.models import (
    Contact,
    ContactText,
    Hidden,
    Service,
    ServiceText,
    Source,
    Tombstone,
    Verification,
)
from tests.factories_resources import make_contact, make_place, make_service
from tests.resources.hsds.lossless import read_back, seen
from tests.resources.hsds.published import is_uri

pytestmark = pytest.mark.django_db


def full(service):
    row = catalogue.whole(catalogue.exported()).get(pk=service.pk)
    return export.service_full(row)


def keys_of(thing, record):
    """Every key used in a record, as (object, key)."""
    for key, value in record.items():
        yield thing, key
        child, _many = NESTED.get(thing, {}).get(key, ("", False))
        for below in value if isinstance(value, list) else [value] if isinstance(value, dict) else []:
            yield from keys_of(child, below)


def test_nothing_is_invented_beside_hsds_and_nothing_is_empty():
    service = make_service(
        contacts=[("phone", "988"), ("chat", "https://chat.example.org/a"), ("email", "a@example.org")]
    )
    make_place(service)
    record = full(service)
    known = {(thing, field.name) for thing, fields in OBJECTS.items() for field in fields}
    known |= {(thing, key) for thing, keys in NESTED.items() for key in keys}
    assert set(keys_of("service", record)) <= known
    for thing, row in rows_of("service", record):
        assert not [value for value in row.values() if value is None or value == ""], (thing, row)


def test_what_staff_write_for_staff_stays_here():
    service = make_service(editor_note="INSIDE one", newest_source_year=1999, second_check="corrected")
    Source.objects.create(service=service, title="A list", url="https://example.org/", says="INSIDE two")
    check = Verification.objects.create(
        service=service, method="phone", verified_on=date(2026, 11, 1), value="INSIDE three"
    )
    record = full(service)
    assert "INSIDE" not in str(record)
    assert "1999" not in str(record)
    assert "corrected" not in str(record)
    assert "medium" not in str(record)
    assert str(check.pk) != ""
    assert ("phone", "2026-11-01") in [
        (a["label"], a.get("value")) for a in record["attributes"] if a["link_type"] == "verification"
    ]


def test_only_what_readers_see_goes_out():
    make_service("draft", publication="draft", draft_reason="New")
    make_service("paused", status="temporarily closed")
    shown = make_service("shown", contacts=[("phone", "988"), ("phone", "989"), ("phone", "990")])
    contacts = {contact.value: contact for contact in shown.contacts.all()}
    Contact.objects.filter(pk=contacts["989"].pk).update(hidden=Hidden.DEAD)
    Service.objects.filter(pk=shown.pk).update(compiled_on=timezone.localdate() - timedelta(days=800))
    Contact.objects.filter(pk=contacts["988"].pk).update(checked_on=timezone.localdate(), checked_how="phone")
    assert [row.slug for row in catalogue.exported()] == ["shown"]
    assert [phone["number"] for phone in full(shown)["phones"]] == ["988"]


def test_what_is_not_listed_any_more_goes_out_as_a_notice_that_it_is_gone():
    gone = make_service("gone", contacts=[("phone", "988")])
    Tombstone.objects.create(service=gone, reason="unsafe", note="INSIDE")
    record = full(gone)
    assert set(record) == {"id", "name", "status", "last_modified", "organization"}
    assert record["status"] == "defunct"
    assert "INSIDE" not in str(record)


def test_hours_become_weekly_rules_and_the_exact_text_stays():
    service = make_service()
    make_contact(
        service,
        ("phone", "988"),
        hours_osm="Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off",
        timezone="Europe/London",
    )
    make_contact(service, ("sms", "741741:HOME"), hours_osm="24/7", timezone="Asia/Kolkata", position=1)
    make_contact(service, ("chat", "https://chat.example.org/"), hours_osm="Mo-Fr sunrise-sunset", position=2)
    record = full(service)
    rules = [
        {k: s[k] for k in ("byday", "opens_at", "closes_at", "timezone") if k in s}
        for s in record["schedules"]
    ]
    assert rules == [
        {"byday": "MO,TU,WE,TH,FR", "opens_at": "09:00:00", "closes_at": "17:00:00"},
        {"byday": "SA", "opens_at": "10:00:00", "closes_at": "12:00:00"},
        {"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00:00", "closes_at": "23:59:00", "timezone": 5.5},
        {},
    ]
    assert (
        "Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off; time zone: Europe/London"
        in record["schedules"][0]["notes"]
    )
    text = record["phones"][1]
    assert (text["number"], text["type"], text["description"]) == ("741741", "text", "Text HOME to 741741.")


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("Africa/Nairobi", 3),
        ("Asia/Kolkata", 5.5),
        ("Europe/London", None),
        ("America/Sao_Paulo", -3),
        ("", None),
        ("Mars/Base", None),
    ],
)
def test_an_offset_is_only_said_when_it_holds_all_year(zone, offset):
    assert fixed_offset(zone) == offset


def test_the_language_of_the_reader_changes_nothing():
    service = make_service(region="GB-SCT", country="GB", kind="legal")
    english = full(service)
    with translation.override("es"):
        assert full(service) == english
    assert english["service_areas"][0]["name"] == "Scotland, United Kingdom"


@given(path=st.text(max_size=40))
def test_every_address_that_we_link_to_becomes_a_uri(path):
    address = f"https://example.org/{path}"
    made = uri(address)
    assert is_uri(made) if channels.page(address) else made == ""
    assert uri(made) == made


# --- any service ------------------------------------------------------------------------------------------
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=60)
SOME = TEXT.filter(lambda text: text not in ("", export.NO_DESCRIPTION))
MAYBE = st.sampled_from([None, True, False])
NUMBERS = st.from_regex(r"\+?[0-9]{2,15}", fullmatch=True)
PAGES = st.builds("https://chat.example.org/{}".format, st.text(max_size=20)).filter(channels.page)
VALUES = {
    "phone": NUMBERS,
    "sms": st.one_of(
        NUMBERS, st.builds("{}:{}".format, NUMBERS, st.from_regex(r"[A-Z]{1,10}", fullmatch=True))
    ),
    "chat": PAGES,
    "whatsapp": NUMBERS,
    "videophone": st.one_of(NUMBERS, PAGES),
    "email": st.one_of(st.emails().filter(channels.write), st.just("not an address")),
    "form": st.one_of(PAGES, st.just("a page nobody can open")),
}
HOURS = ["", "24/7", "Mo-Fr 09:00-17:00", "Mo-Su 00:00-24:00", "Fr,Sa 22:00-02:00; PH off", "sunrise-sunset"]
CONTACTS = st.sampled_from(sorted(VALUES)).flatmap(
    lambda channel: st.fixed_dictionaries(
        {
            "channel": st.just(channel),
            "value": VALUES[channel],
            "display": SOME,
            "hours_osm": st.sampled_from(HOURS),
            "timezone": st.sampled_from(["", "Europe/London", "Asia/Tokyo"]),
            "confidential": MAYBE,
            "anonymous": MAYBE,
            "free": MAYBE,
            "note": TEXT,
            "second_checked": st.booleans(),
        }
    )
)
SERVICES = st.fixed_dictionaries(
    {
        "name": SOME,
        "description": SOME,
        "alternate_name": TEXT,
        "what_to_expect": TEXT,
        "not_for": TEXT,
        "public_note": TEXT,
        "cost_free": MAYBE,
        "kind": st.sampled_from(vocabulary.Kind.values),
        "needs": st.sets(st.sampled_from(sorted(vocabulary.NEEDS)), min_size=1, max_size=3),
        "audiences": st.sets(st.sampled_from(sorted(vocabulary.AUDIENCES)), min_size=1, max_size=3),
        "languages": st.sets(st.sampled_from(["en", "es", "fr", "ar"])),
        "website": st.one_of(st.just(""), PAGES),
        "contacts": st.lists(CONTACTS, max_size=4, unique_by=lambda c: (c["channel"], c["value"])),
    }
)
PLACES = st.sampled_from([("", ""), ("EU", ""), ("GB", ""), ("GB", "GB-SCT"), ("US", "US-PR")])


BESIDE = st.fixed_dictionaries({"note": TEXT, "display": TEXT})  # a translation of a contact


def make(number, fields, place, said, spoken, beside=None):
    country, region = place
    service = make_service(f"service-{number}", country=country, region=region, **fields)
    for contact in service.contacts.all():
        contact.languages.set(spoken)
        if beside:
            ContactText.objects.create(contact=contact, language="es", **beside)
    for title in said:
        Source.objects.create(service=service, title=title, url=f"https://example.org/{number}")
    if said:
        ServiceText.objects.create(service=service, language="es", name=said[0][:200], description=said[-1])
    return service


counter = iter(range(10**6))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=SERVICES,
    place=PLACES,
    said=st.lists(SOME, max_size=3),
    spoken=st.sets(st.sampled_from(["en", "fr"])),
    beside=st.none() | BESIDE,
)
def test_any_service_keeps_the_rules_and_loses_nothing(fields, place, said, spoken, beside):
    made = make(next(counter), fields, place, said, spoken, beside)
    service = catalogue.whole(catalogue.exported()).get(pk=made.pk)
    record = export.service_full(service)
    for thing, row in rows_of("service", record):
        assert not [p for p in problems(thing, row) if "taxonomy_term_id" not in p], row
    with Checker() as checker:
        checker.see_record(record)
        assert checker.sentences == []
    assert read_back(record) == seen(service)
