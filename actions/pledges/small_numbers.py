"""Which numbers may be shown, so that nobody can be found in one. Pure.

The rules are those of official statistics: small counts are withheld, and so is what would give them away by
subtraction (secondary suppression: Hundepool and others, Statistical Disclosure Control, 2012, chapter 4).
"""

import bisect
from collections.abc import Mapping

SMALL = 5  # fewer are never shown
SHARE_FROM = 20  # of fewer promises a share says too much about each of them
BANDS = (
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    1000,
)  # how many wait, said roughly: nobody can watch one pledge come and go


def shown(number: int) -> int | None:
    """The number, or None when it is too small to be shown."""
    return number if number >= SMALL else None


def parts(numbers: Mapping[str, int]) -> dict[str, int | None]:
    """The same numbers with None for those that are not shown, when the reader may know what they add up to.

    Where one is smaller than SMALL, the smallest of the others goes with it, and all that equal that one. Everything
    withheld looks the same, so whichever of them was large, the page would be this page: for each there is always
    another number that it could be, whatever else the reader knows about the sum.
    """
    large = [number for number in numbers.values() if number >= SMALL]
    least = SMALL if len(large) == len(numbers) else min(large, default=SMALL) + 1
    return {name: number if number >= least else None for name, number in numbers.items()}


def share(part: int, whole: int) -> int | None:
    """How many of a hundred, rounded; None of fewer than SHARE_FROM, and where so few or nearly all say whose."""
    if whole < SHARE_FROM or part < SMALL or whole - part < SMALL:
        return None
    return round(100 * part / whole)


def at_least(number: int) -> int:
    """The band that a number is in: 0 for fewer than SMALL, else the largest of BANDS that it reaches."""
    place = bisect.bisect_right(BANDS, number)
    return BANDS[place - 1] if place else 0


def within(days: Mapping[int, int], share: float) -> int | None:
    """The smallest number of days within which this share (0 to 1) was done. `days`: how many took so many days.

    With 0.5 this is the median, the lower of the two in the middle. None for fewer than SMALL altogether.
    """
    total, so_far = sum(days.values()), 0
    if total < SMALL:
        return None
    for day in sorted(days):
        so_far += days[day]
        if so_far >= share * total:
            return day
    return None
