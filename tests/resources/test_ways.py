from datetime import UTC, date, datetime

import pytest

from resources import expectations
from resources.ageing import origin, warning
from resources.channels import CHANNELS, QUIET
from resources.models import Service
from resources.ways import ways
from tests.factories_resources import make_contact, make_service

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ONE_OF_EACH = [
    ("phone", "988"), ("sms", "741741"), ("whatsapp", "+441"), ("email", "a@example.org"),
    ("videophone", "+442"), ("form", "https://a.example.org/"), ("chat", "https://b.example.org/"),
]  # fmt: skip


def given(service):
    """The contacts as pages have them."""
    return list(Service.objects.with_contacts().get(pk=service.pk).contacts.all())


# --- which ways suit -------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("quiet", "shown"),
    [
        ("", ["phone", "sms", "whatsapp", "email", "videophone", "form", "chat"]),
        ("speak", ["chat", "form", "videophone", "whatsapp", "email", "sms"]),
        ("look", ["chat", "form"]),
        ("notmine", ["chat", "form", "phone"]),
        ("nonsense", ["phone", "sms", "whatsapp", "email", "videophone", "form", "chat"]),
    ],
)
def test_a_quiet_choice_keeps_what_suits_the_least_traceable_first(quiet, shown):
    found = ways(given(make_service(contacts=ONE_OF_EACH)), quiet=quiet, now=NOW)
    assert [way.contact.channel for way in found.shown] == shown
    assert not found.unfit
    assert [way.contact.channel for way in found.shown if way.elsewhere] == (
        ["phone"] if quiet == "notmine" else []
    )


@pytest.mark.parametrize("choice", QUIET.values(), ids=QUIET)
def test_the_table_of_choices_keeps_its_promises(choice):
    steps = [CHANNELS[code].quietness for code in choice.fits]
    assert steps == sorted(steps)
    assert "phone" not in choice.fits  # a call is heard, stands in the log and on the bill
    assert not set(choice.fits) & set(choice.elsewhere)
    if choice is not QUIET["speak"]:
        assert not set(choice.fits) & {"sms", "whatsapp", "videophone", "email"}
        assert "private window" in str(choice.note)


@pytest.mark.django_db
def test_where_nothing_suits_everything_is_shown_and_said_to_be_unfit():
    service = make_service(contacts=[("phone", "988"), ("sms", "741741")])
    found = ways(given(service), quiet="look", now=NOW)
    assert ([way.contact.channel for way in found.shown], found.unfit) == (["sms", "phone"], True)
    borrowed = ways(given(service), quiet="notmine", now=NOW)
    assert ([way.contact.channel for way in borrowed.shown], borrowed.unfit) == (["phone"], False)
    assert borrowed.shown[0].elsewhere
    assert not ways([], quiet="look").unfit


# --- opening of a whole service --------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_service_is_as_open_as_its_most_open_line():
    night = {"value": "1", "hours_osm": "Mo-Su 20:00-22:00", "timezone": "Europe/London"}
    day = {"value": "2", "hours_osm": "Mo-Fr 09:00-12:30", "timezone": "Europe/London"}
    service = make_service(contacts=[night, day, ("email", "a@example.org")])
    found = ways(given(service), now=NOW)
    assert found.opening.text == "Open, closes in 30 minutes"
    assert found.opening.style == "soon"
    assert [way.opening.is_open for way in found.shown] == [False, True, False]
    assert found.alike == ""
    assert ways(given(make_service("b", contacts=[night])), now=NOW).alike.startswith("Closed")
    assert "website" in ways([]).opening.text


@pytest.mark.django_db
def test_hours_that_cannot_be_read_are_shown_as_they_are_written():
    odd = {"value": "1", "hours_osm": "Mo-Fr 9-17", "timezone": "Europe/London"}
    shown = ways(given(make_service(contacts=[odd, ("sms", "2")])), now=NOW).shown
    assert shown[0].opening.text == "Mo-Fr 9-17 (London time)"
    assert not shown[0].opening.is_open
    assert shown[1].opening.text == "Hours not known"


# --- age and checks --------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_contact_turns_amber_after_six_months_counted_from_our_last_look(settings):
    service = make_service(contacts=[("phone", "988")], compiled_on=date(2026, 5, 20))
    contact = given(service)[0]
    assert warning(contact, service, date(2026, 11, 19)) == ""
    assert (
        warning(contact, service, date(2026, 11, 20))
        == "Nobody has checked this since 20 May 2026; it can still be right."
    )
    settings.AMBER_AFTER_MONTHS = 7
    assert warning(contact, service, date(2026, 11, 20)) == ""
    settings.AMBER_AFTER_MONTHS = 6
    contact.checked_on = date(2026, 11, 3)
    assert warning(contact, service, date(2027, 5, 2)) == ""
    assert (
        warning(contact, service, date(2027, 5, 3))
        == "Nobody has checked this since 3 November 2026; it can still be right."
    )


@pytest.mark.django_db
def test_the_check_line_says_who_looked_how_and_when():
    service = make_service()
    ours = make_contact(service, ("phone", "1"), checked_on=date(2026, 11, 3), checked_how="phone")
    read = make_contact(service, ("phone", "2"), second_checked=True)
    assert origin(ours, service) == "Confirmed by us by phone on 3 November 2026."
    assert origin(read, service) == (
        "From published sources of 20 November 2026, checked a second time against others. Not confirmed by us yet."
    )


# --- what to expect, and displays ------------------------------------------------------------------------
def test_every_channel_has_a_word_about_what_happens():
    assert set(expectations.CHANNELS) == set(CHANNELS)
    said = expectations.usual("reporting_agency", ["phone", "phone", "email"])
    assert len(said) == 4
    assert said[0].startswith("This is an office that takes reports")
    assert said[-1].startswith("You decide how much you tell")
