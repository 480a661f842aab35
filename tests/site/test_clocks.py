"""29 February, the hour that comes twice, and a clock that was wrong for a while."""

import datetime as dt

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from actions.pledges import retention
from actions.pledges.models import Pledge
from config.safety import throttle
from config.safety.models import ThrottleCount, ThrottleKey
from resources.models import Contact
from resources.models.contact import months_before
from tests.actions.pledges.conftest import make_pledge
from tests.factories_resources import make_contact, make_service

YEARS = range(2026, 2034)  # two leap years
LONG_AGO = dt.date(2020, 1, 1)


def every_day():
    day = dt.date(YEARS.start, 1, 1)
    while day.year in YEARS:
        yield day
        day += dt.timedelta(days=1)


@pytest.mark.parametrize("months", [1, 6, 18])
def test_counting_back_months_works_on_every_day_and_never_goes_forward_in_time(months):
    days = [months_before(day, months) for day in every_day()]
    assert days == sorted(days)
    assert all(
        (now.year * 12 + now.month) - (then.year * 12 + then.month) == months
        for now, then in zip(every_day(), days, strict=True)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("today", [dt.date(2028, 2, 28), dt.date(2028, 2, 29), dt.date(2028, 3, 1)])
def test_a_listing_ages_and_a_promise_goes_around_a_leap_day(today):
    """What is shown one day later is never more than today; what is deleted never less."""
    service = make_service()
    for number in range(-4, 5):
        checked = months_before(today, 18) + dt.timedelta(days=number)
        make_contact(service, ("phone", f"+44808000000{number + 4}"), checked_on=checked, checked_how="phone")
        make_pledge(made_on=today - dt.timedelta(days=90 + number))
    shown = [
        set(Contact.objects.shown(today + dt.timedelta(days=n)).values_list("pk", flat=True))
        for n in range(4)
    ]
    assert shown[0] >= shown[1] >= shown[2] >= shown[3]
    assert 0 < len(shown[0]) < 9
    assert retention.purge(today) == 5
    assert retention.purge(today + dt.timedelta(days=1)) == 1
    assert Pledge.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "moment", ["2026-03-29 01:00", "2026-10-25 00:30", "2026-10-25 01:30", "2028-02-29 23:59"]
)
@pytest.mark.parametrize("path", ["/", "/resources/?country=GB", "/iwill/new/", "/safety/"])
def test_pages_open_in_the_hours_in_which_clocks_change(moment, path, visitor):
    with time_machine.travel(f"{moment}:59+00:00", tick=False):
        assert visitor.get(path).status_code == 200


@pytest.mark.django_db
def test_a_clock_that_was_ten_years_ahead_keeps_no_key_and_locks_nobody_out():
    request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.7")
    now = 500_000 * throttle.PERIOD
    ahead = now + 87_600 * throttle.PERIOD
    for _ in range(5):
        throttle.allowed(request, "pledge", 3, 100, now=ahead)
    assert throttle.allowed(request, "pledge", 3, 100, now=now)
    assert set(ThrottleKey.objects.values_list("slot", flat=True)) == {500_000}
    assert set(ThrottleCount.objects.values_list("slot", flat=True)) == {500_000}


@pytest.mark.django_db
def test_a_clock_that_goes_back_an_hour_or_a_machine_that_is_early_loses_no_count():
    request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.7")
    now = 500_000 * throttle.PERIOD
    tries = [throttle.allowed(request, "pledge", 2, 100, now=now + n % 2 * throttle.PERIOD) for n in range(6)]
    assert tries == [True, True, True, True, False, False]


@pytest.mark.django_db
def test_a_form_that_was_opened_by_a_clock_ahead_is_refused_and_keeps_the_words(visitor):
    from tests.actions.pledges.conftest import Writer

    writer = Writer(visitor)
    with time_machine.travel(timezone.now() + dt.timedelta(days=2), tick=False):
        early = writer.token()
    answer = writer.send(token=early, text="I will ask first")
    assert answer.status_code < 500
    assert "I will ask first" in answer.content.decode()
    assert not Pledge.objects.exists()
