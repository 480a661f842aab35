import threading

import pytest
from django.db import connection
from django.test import RequestFactory

from config.safety import throttle
from config.safety.models import ThrottleCount, ThrottleKey

HOUR = throttle.PERIOD


def request_from(address, **headers):
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


@pytest.mark.django_db
def test_one_place_gets_its_share_and_no_more():
    tries = [throttle.allowed(request_from("203.0.113.7"), "pledge", 3, 100, now=0) for _ in range(5)]
    assert tries == [True, True, True, False, False]
    assert throttle.allowed(request_from("203.0.113.8"), "pledge", 3, 100, now=0)


@pytest.mark.django_db
def test_everybody_together_has_a_share_too():
    tries = [throttle.allowed(request_from(f"203.0.113.{n}"), "pledge", 3, 4, now=0) for n in range(6)]
    assert tries == [True] * 4 + [False] * 2


@pytest.mark.django_db
def test_one_flood_does_not_use_up_the_share_of_the_others():
    for _ in range(50):
        throttle.allowed(request_from("203.0.113.7"), "pledge", 3, 10, now=0)
    assert throttle.allowed(request_from("203.0.113.8"), "pledge", 3, 10, now=0)


@pytest.mark.django_db
def test_a_part_of_everybodys_share_has_an_end_of_its_own():
    """A flood that takes a part leaves the rest to others, and what is refused takes nothing."""

    def knock(number, part=None):
        return throttle.allowed(request_from(f"203.0.113.{number}"), "pledge", 9, 5, now=0, part=part)

    assert [knock(n, ("slow", 2)) for n in range(20)] == [True] * 2 + [False] * 18
    assert [knock(n) for n in range(20, 26)] == [True] * 3 + [False] * 3
    assert not knock(30, ("slow", 100))


@pytest.mark.django_db
def test_uses_of_a_thing_are_counted_by_the_hour_without_keeping_it():
    assert [throttle.uses("work", "a sitting", now=0) for _ in range(3)] == [1, 2, 3]
    assert throttle.uses("work", "another", now=0) == 1
    assert throttle.uses("work", "a sitting", now=HOUR) == 1
    assert not ThrottleCount.objects.filter(bucket__contains="sitting").exists()
    assert throttle.forget_old(now=2 * HOUR) == 2


@pytest.mark.django_db
def test_no_address_is_stored_and_nothing_outlives_two_hours():
    throttle.allowed(request_from("203.0.113.7"), "pledge", 3, 100, now=0)
    first = set(ThrottleCount.objects.values_list("bucket", flat=True))
    assert not any("203" in bucket for bucket in first)
    throttle.allowed(request_from("203.0.113.7"), "pledge", 3, 100, now=HOUR)
    second = set(ThrottleCount.objects.values_list("bucket", flat=True)) - first
    assert {bucket.split(":")[2] for bucket in first} & {bucket.split(":")[2] for bucket in second} == {"all"}
    assert throttle.forget_old(now=2 * HOUR) == 2
    throttle.allowed(request_from("203.0.113.9"), "pledge", 3, 100, now=2 * HOUR)
    assert set(ThrottleKey.objects.values_list("slot", flat=True)) == {1, 2}
    assert not first & set(ThrottleCount.objects.values_list("bucket", flat=True))


@pytest.mark.django_db
def test_strangers_without_an_address_share_no_bucket():
    assert all(throttle.allowed(request_from(""), "pledge", 3, 100, now=0) for _ in range(20))
    assert not all(throttle.allowed(request_from(""), "pledge", 3, 30, now=0) for _ in range(20))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7/32"),
        ("::ffff:203.0.113.7", "203.0.113.7/32"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("203.0.113.7:5555", "203.0.113.7/32"),
        ("[2001:db8::1]:443", "2001:db8::/64"),
        ("[2001:db8::1]", "2001:db8::/64"),
        ("", ""),
        ("not an address", ""),
    ],
)
def test_a_household_is_one_place(address, network):
    assert throttle.network(address) == network


def test_a_forwarded_address_counts_only_behind_a_known_proxy(settings):
    request = request_from("10.0.0.1", **{"X-Forwarded-For": "198.51.100.1, 203.0.113.7"})
    assert throttle.client_address(request) == "10.0.0.1"
    settings.PROXY_HOPS = 1
    assert throttle.client_address(request) == "203.0.113.7"
    settings.PROXY_HOPS = 3
    assert throttle.client_address(request) == "10.0.0.1"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("limit", "limit_all", "part"), [(5, 1000, None), (99, 5, None), (99, 1000, ("slow", 5))]
)
def test_eight_threads_at_once_get_exactly_the_limit(limit, limit_all, part):
    answers = []

    def knock(place):
        request = request_from("203.0.113.7" if limit == 5 else f"203.0.113.{place}")
        for _ in range(5):
            answers.append(throttle.allowed(request, "pledge", limit, limit_all, now=0, part=part))
        connection.close()

    threads = [threading.Thread(target=knock, args=[place]) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 40
    assert sum(answers) == 5
