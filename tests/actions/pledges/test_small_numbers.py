"""No number on the page of numbers, and nothing that can be worked out from them, is about fewer than five."""

import itertools
import statistics

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.pledges.small_numbers import BANDS, SMALL, at_least, parts, share, shown, within

COUNTS = st.integers(0, 12)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine


def test_fewer_than_five_are_not_shown():
    assert [shown(n) for n in (0, 1, 4, 5, 6)] == [None, None, None, 5, 6]


@unhurried
@given(st.dictionaries(st.sampled_from("abcdefgh"), COUNTS, min_size=1))
def test_what_is_shown_is_true_and_not_small(numbers):
    for name, number in parts(numbers).items():
        assert number is None or number == numbers[name] >= SMALL


@pytest.mark.parametrize(("places", "most"), [(2, 16), (3, 12), (4, 7)])
def test_no_small_number_can_be_worked_out_even_by_those_who_know_the_sum_and_the_rule(places, most):
    """Every reading that gives the same page is tried: what is not shown never has only one."""
    pages = {}
    for counts in itertools.product(range(most), repeat=places):
        result = tuple(parts(dict(enumerate(counts))).values())
        pages.setdefault((sum(counts), result), []).append(counts)
    # There is nothing to hide in a sum of 0.
    for (total, result), readings in pages.items():
        if total:
            for place in (place for place, number in enumerate(result) if number is None):
                assert len({reading[place] for reading in readings}) > 1, (total, result, readings)


def test_a_small_number_takes_the_next_one_with_it():
    assert parts({"a": 1, "b": 30, "c": 9}) == {"a": None, "b": 30, "c": None}
    assert parts({"a": 4, "b": 4, "c": 9, "d": 10}) == {"a": None, "b": None, "c": None, "d": 10}
    assert parts({"a": 0, "b": 9, "c": 9, "d": 10}) == {"a": None, "b": None, "c": None, "d": 10}
    assert parts({"a": 6, "b": 7}) == {"a": 6, "b": 7}
    assert parts({"a": 1}) == {"a": None}


def test_a_share_needs_twenty_and_never_says_that_it_was_nobody_or_everybody():
    assert share(10, 19) is None
    assert share(10, 20) == 50
    assert [share(n, 40) for n in (0, 4, 5, 35, 36, 40)] == [None, None, 12, 88, None, None]


def test_how_many_wait_is_said_in_bands():
    assert [at_least(n) for n in (0, 4, 5, 9, 10, 999, 1000, 10**6)] == [0, 0, 5, 5, 10, 500, 1000, 1000]
    assert BANDS[0] == SMALL


@unhurried
@given(st.dictionaries(st.integers(0, 90), st.integers(0, 9)))
def test_the_median_of_the_counts_is_the_median_of_the_days(days):
    each = sorted(day for day, times in days.items() for _n in range(times))
    found = within(days, 0.5)
    assert found == (statistics.median_low(each) if len(each) >= SMALL else None)
    most = within(days, 0.8)
    if most is not None:
        assert sum(day <= most for day in each) >= 0.8 * len(each)
        assert sum(day < most for day in each) < 0.8 * len(each)
