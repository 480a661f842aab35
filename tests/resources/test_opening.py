import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from resources import opening, opening_words
from resources.loading import PATH
from resources.models import Service
from resources.opening import ALWAYS, CLOSED, HOLIDAY, OPEN, UNKNOWN, state
from tests.factories_resources import make_service

LONDON = "Europe/London"
WEEK = "Mo-Fr 09:00-17:00"
FRIDAY = (2026, 11, 20)


def at(*moment):
    """A moment in UTC; in London the same in winter, an hour later in summer."""
    return datetime(*moment, tzinfo=UTC)


def words(osm, moment, zone=LONDON, country="GB"):
    return opening_words.in_words(state(osm, zone, country, moment), "unknown").text


SAYS = [
    ("24/7", at(*FRIDAY, 3), "Open day and night"),
    ("Mo-Su 00:00-24:00", at(*FRIDAY, 3), "Open day and night"),
    (WEEK, at(*FRIDAY, 10), "Open, closes at 17:00, their time"),
    (WEEK, at(*FRIDAY, 16, 0), "Open, closes at 17:00, their time"),
    (WEEK, at(*FRIDAY, 16, 1), "Open, closes in 59 minutes"),
    (WEEK, at(*FRIDAY, 16, 40), "Open, closes in 20 minutes"),
    (WEEK, at(*FRIDAY, 16, 59, 30), "Open, closes in 1 minute"),
    (WEEK, at(*FRIDAY, 17), "Closed, opens at 09:00 on Monday, their time"),
    (WEEK, at(*FRIDAY, 8, 30), "Closed, opens in 30 minutes"),
    (WEEK, at(*FRIDAY, 2), "Closed, opens at 09:00 today, their time"),
    (WEEK, at(2026, 11, 19, 17), "Closed, opens at 09:00 tomorrow, their time"),
    ("Mo-Su 17:00-24:00", at(*FRIDAY, 18), "Open, closes at midnight, their time"),
    ("Mo-Su 18:00-06:00", at(*FRIDAY, 23), "Open, closes at 06:00 tomorrow, their time"),
    ("Mo-Su 18:00-06:00", at(2026, 11, 21, 5, 30), "Open, closes in 30 minutes"),
    ("Mo-Su 18:00-06:00", at(2026, 11, 21, 6), "Closed, opens at 18:00 today, their time"),
    ("Sa,Su 00:00-24:00", at(2026, 11, 21, 10), "Open, closes at 00:00 on Monday, their time"),
    ("Jan 05 09:00-17:00", at(*FRIDAY, 12), "Closed, opens on 5 January, their time"),
    ("off", at(*FRIDAY, 12), "Closed now"),
]


@pytest.mark.parametrize(("osm", "moment", "said"), SAYS)
def test_the_state_is_said_in_the_lines_own_time(osm, moment, said):
    assert words(osm, moment) == said


def test_the_clock_is_that_of_the_line_wherever_the_reader_and_the_server_are():
    moment = at(*FRIDAY, 2)  # Thursday evening in Los Angeles, Friday noon in Sydney
    assert words(WEEK, moment, "America/Los_Angeles", "US") == "Closed, opens at 09:00 tomorrow, their time"
    assert words(WEEK, moment, "Australia/Sydney", "AU") == "Open, closes at 17:00, their time"


@pytest.mark.parametrize(
    ("osm", "moment", "kind"),
    [
        (f"{WEEK}; PH off", at(2026, 12, 25, 10), CLOSED),
        (f"{WEEK}; PH 10:00-12:00", at(2026, 12, 25, 11), OPEN),
        (WEEK, at(2026, 12, 25, 10), HOLIDAY),  # the hours do not speak of holidays: nobody guesses
        ("Mo-Su 09:00-17:00", at(2026, 12, 25, 10), OPEN),  # every day is every day
        ("24/7", at(2026, 12, 25, 10), ALWAYS),
        (WEEK, at(2026, 12, 24, 10), OPEN),
    ],
)
def test_public_holidays_are_those_of_the_country(osm, moment, kind):
    assert state(osm, LONDON, "GB", moment).kind == kind


def test_after_a_holiday_the_next_sure_opening_is_named():
    assert words(WEEK, at(2026, 12, 24, 18)) == "Closed, opens at 09:00 on Tuesday, their time"
    assert words(WEEK, at(2026, 12, 25, 10)) == "Public holiday there today: it may be closed"


@pytest.mark.parametrize("country", ["", "IN", "XK", "TV", "ZZ", "gb?"])
def test_a_country_without_a_calendar_of_holidays_still_has_hours(country):
    assert state(f"{WEEK}; PH off", "Asia/Kolkata", country, at(*FRIDAY, 6)).kind == OPEN


# Clocks in London go back on 25 October 2026 at 01:00 UTC and forward on 29 March 2026 at 01:00 UTC.
EDGES = [
    ("Mo-Su 22:00-02:00", at(2026, 10, 25, 0, 15), OPEN, 105),  # 01:15 the first time: the hour comes twice
    ("Mo-Su 22:00-02:00", at(2026, 10, 25, 1, 15), OPEN, 45),
    ("Mo-Su 22:00-02:00", at(2026, 10, 25, 2, 0), CLOSED, 20 * 60),
    ("Mo-Su 08:00-20:00", at(2026, 10, 24, 23, 0), CLOSED, 9 * 60),  # 00:00 by their clock
    ("Mo-Su 22:00-05:00", at(2026, 3, 29, 0, 30), OPEN, 210),  # 00:30; 01:00 to 02:00 never comes
    ("Mo-Su 01:15-01:45", at(2026, 3, 29, 1, 15), CLOSED, 23 * 60),  # a slot in the missing hour
    ("Mo-Su 08:00-20:00", at(2026, 3, 28, 21, 0), CLOSED, 10 * 60),
]


@pytest.mark.parametrize(("osm", "moment", "kind", "minutes"), EDGES)
def test_when_clocks_change_minutes_are_real_minutes(osm, moment, kind, minutes):
    found = state(osm, LONDON, "GB", moment)
    assert (found.kind, found.minutes) == (kind, minutes)


def test_every_moment_around_both_changes_is_answered():
    for start in (at(2026, 3, 28, 22), at(2026, 10, 24, 22)):
        for quarter in range(32):
            found = state("Mo-Su 01:30-02:30", LONDON, "GB", start + timedelta(minutes=15 * quarter))
            assert found.kind in (OPEN, CLOSED)
            assert found.minutes is not None
            assert found.minutes >= 0


@pytest.mark.parametrize(
    ("osm", "zone"),
    [
        ("", LONDON), ("9-17", LONDON), ("Mo-Xx 09:00-10:00", LONDON), ("sunrise-sunset", LONDON),
        ("Mo-Fr 09:00-17:00", ""), ("Mo-Fr 09:00-17:00", "Europe/Nowhere"), ("Mo-Fr 09:00-17:00", "../etc"),
        ('"by appointment"', LONDON), ('Mo-Fr 09:00-17:00 "ask first"', LONDON), ("24/7 unknown", LONDON),
        ("\x00", LONDON), (";".join(["Mo 09:00-10:00"] * 5000), LONDON),
    ],
)  # fmt: skip
def test_what_cannot_be_read_for_certain_is_unknown(osm, zone):
    assert state(osm, zone, "GB", at(2026, 11, 16, 12)).kind == UNKNOWN


def catalogue_hours():
    services = json.loads(PATH.read_text(encoding="utf-8"))["services"]
    return sorted(
        {
            (c["hours_osm"], c["timezone"] or "", s["country"] or "")
            for s in services
            for c in s["contacts"]
            if c["hours_osm"]
        }
    )


def test_all_hours_of_the_catalogue_are_understood():
    lines = catalogue_hours()
    assert len(lines) > 100
    assert [line for line in lines if state(*line, at(2026, 11, 18, 12)).kind in (UNKNOWN, HOLIDAY)] == []


@pytest.mark.parametrize("found", [words(osm, moment) for osm, moment, _said in SAYS])
def test_no_sentence_names_the_readers_time(found):
    assert "your time" not in found


def test_weekdays_are_said_in_the_language_of_the_page():
    with translation.override("es"):
        assert "lunes" in words(WEEK, at(*FRIDAY, 17))


# --- the filter ------------------------------------------------------------------------------------------
def line(osm="", zone=LONDON, channel="phone", value="1"):
    return {"channel": channel, "value": value, "hours_osm": osm, "timezone": zone}


@pytest.mark.django_db
def test_open_now_finds_lines_that_answer_and_only_those():
    now = at(*FRIDAY, 16, 30)
    make_service("always", contacts=[line("24/7", "")])
    make_service("office", contacts=[line(WEEK)])
    make_service("evening", contacts=[line("Mo-Su 17:00-24:00")])
    make_service("unknown", contacts=[line()])
    make_service("mail", contacts=[line(WEEK, channel="email", value="a@example.org")])
    make_service("draft", contacts=[line("Mo-Su 16:00-17:00")], publication="draft", draft_reason="x")
    make_service(
        "both", contacts=[line("Mo-Su 17:00-24:00"), line(WEEK, channel="chat", value="https://a.org")]
    )
    assert opening.open_now(now) == {(WEEK, LONDON, "GB")}

    def found(moment, *channels):
        services = Service.objects.published().open_now(opening.open_now(moment), channels)
        return sorted(services.values_list("slug", flat=True))

    assert found(now) == ["always", "both", "office"]
    assert found(now, "chat", "form") == ["both"]
    assert found(at(*FRIDAY, 20)) == ["always", "both", "evening"]


@pytest.mark.django_db
def test_open_now_costs_one_query_and_does_not_grow_with_the_services():
    zones = ["Europe/London", "Europe/Paris", "Asia/Tokyo"]
    for number in range(12):
        make_service(f"line-{number}", contacts=[line(WEEK, zones[number % 3])])
    opening._read.cache_clear()
    with CaptureQueriesContext(connection) as queries:
        lines = opening.open_now(at(*FRIDAY, 10))
    assert len(queries) == 1
    assert opening._read.cache_info().misses == 3
    assert len(lines) == 2  # evening in Tokyo


@pytest.mark.django_db
def test_very_many_different_hours_make_one_question():
    lines = {
        (f"Mo-Fr 09:{n % 60:02}-{10 + n // 60}:00", zone, "GB")
        for n in range(500)
        for zone in ("UTC", LONDON)
    }
    assert list(Service.objects.open_now(lines)) == []
