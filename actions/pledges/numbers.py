"""What the page of numbers shows. It reads what counting.py has counted: no page counts pledges.

A month is shown when all its decisions are final: nobody can watch one decision change a number.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actions.guidance.models import Action
from actions.guidance.vocabulary import Strategy
from actions.pledges import small_numbers
from actions.pledges.counting import OWN
from actions.pledges.models import Case, MonthlyNumber, Tally
from actions.pledges.texts import codes

Kind = MonthlyNumber.Kind
MONTHS = 12
RECENT = 3  # months from which we say how long reading takes most often
MOST = 0.8  # "8 of 10"
FINAL = dt.timedelta(days=1)  # a decision can be undone for so long: moderation.UNDO_HOURS
CASES = 1_000  # so many rows of the desk are added up at most
Counted = Mapping[tuple[dt.date, str], Counter[str]]


@dataclass(frozen=True)
class Reason:
    label: str
    number: int


@dataclass(frozen=True)
class Month:
    """The decisions of one month. Reasons with fewer than SMALL are left out. `wait`: the median, in days."""

    name: str
    published: tuple[Reason, ...]
    declined: tuple[Reason, ...]
    wait: int | None


@dataclass(frozen=True)
class Bar:
    """One row of a picture. None is not shown. Widths are of 100, the same scale for both."""

    label: str
    made: int | None
    kept: int | None
    most: int

    @property
    def made_width(self) -> int:
        return round(100 * (self.made or 0) / self.most)

    @property
    def kept_width(self) -> int:
        return min(100, round(100 * (self.kept or 0) / self.most))


@dataclass(frozen=True)
class Numbers:
    """`waiting`: at least so many, 0 for fewer than SMALL. `usual`: MOST were read within so many days."""

    months: list[Month]
    by_month: list[Bar]
    by_strategy: list[Bar]
    share: int | None
    waiting: int
    usual: int | None


def numbers(today: dt.date | None = None) -> Numbers:
    """Everything on the page, newest month first. Five queries at any size."""
    days = finished(today or timezone.localdate())
    counted = _counted(days)
    days = days[: _since(days, counted)]
    waits = sum((counted[day, Kind.WAIT] for day in days[:RECENT]), Counter[str]())
    return Numbers(
        months=[_month(day, counted) for day in days],
        by_month=_by_month(days, counted),
        by_strategy=_by_strategy(days, counted),
        share=small_numbers.share(Tally.objects.kept(), Tally.objects.made()),
        waiting=waiting(),
        usual=small_numbers.within(_days(waits), MOST),
    )


def finished(today: dt.date) -> list[dt.date]:
    """The first days of the last MONTHS months whose decisions nobody can undo any more, newest first."""
    found = [(today - FINAL).replace(day=1)]
    while len(found) <= MONTHS:
        found.append((found[-1] - dt.timedelta(days=1)).replace(day=1))
    return found[1:]


def waiting() -> int:
    """At least so many pledges wait to be read, roughly; 0 for fewer than SMALL."""
    unread = Case.objects.open().exclude(queue=Case.Queue.REPORTED)
    number = unread.order_by()[:CASES].aggregate(total=Sum("waiting"))["total"] or 0
    return small_numbers.at_least(number)


def _counted(days: list[dt.date]) -> Counted:
    found = {(day, str(kind)): Counter[str]() for day in days for kind in Kind}
    rows = MonthlyNumber.objects.since(days[-1]).filter(month__lte=days[0], number__gt=0)
    for day, kind, key, number in rows.values_list("month", "kind", "key", "number"):
        found[day, kind][key] = number
    return found


def _since(days: list[dt.date], counted: Counted) -> int:
    """How many of the months to show: those before the first number of all are before the board."""
    return max((place for place, day in enumerate(days, 1) for kind in Kind if counted[day, kind]), default=0)


def _month(day: dt.date, counted: Counted) -> Month:
    decisions = counted[day, Kind.DECISION]
    names = {"approve": _("Put on the board"), "keep": _("Left on the board after readers reported them")}
    reasons = {code.code: f"… {code.label}" for code in codes()}
    return Month(
        name=_name(day),
        published=_reasons(names, decisions),
        declined=_reasons(reasons, decisions),
        wait=small_numbers.within(_days(counted[day, Kind.WAIT]), 0.5),
    )


def _reasons(labels: Mapping[str, str], decisions: Counter[str]) -> tuple[Reason, ...]:
    found = ((label, small_numbers.shown(decisions[key])) for key, label in labels.items())
    return tuple(Reason(label, number) for label, number in found if number is not None)


def _by_month(days: list[dt.date], counted: Counted) -> list[Bar]:
    made, kept = ({_name(day): counted[day, kind].total() for day in days} for kind in (Kind.MADE, Kind.KEPT))
    return _bars(made, kept)


def _by_strategy(days: list[dt.date], counted: Counted) -> list[Bar]:
    """Each promise once: a ready-made one under the first strategy of its action."""
    first = {key: found[0] for key, found in Action.objects.values_list("key", "strategy") if found}
    labels = {str(strategy.value): str(strategy.label) for strategy in Strategy}
    other = _("Something else, or nothing chosen")

    def added_up(kind: str) -> dict[str, int]:
        found = dict.fromkeys([*labels.values(), other], 0)
        for key, number in sum((counted[day, kind] for day in days), Counter[str]()).items():
            name = key.removeprefix(OWN) if key.startswith(OWN) else first.get(key, "")
            found[labels.get(name, other)] += number
        return found

    bars = _bars(added_up(Kind.MADE), added_up(Kind.KEPT))
    return sorted(bars, key=lambda bar: (bar.label == other, -(bar.made or 0)))


def _bars(made: Mapping[str, int], kept: Mapping[str, int]) -> list[Bar]:
    shown_made, shown_kept = small_numbers.parts(made), small_numbers.parts(kept)
    most = max((n for n in _known([*shown_made.values(), *shown_kept.values()])), default=1)
    return [Bar(label, shown_made[label], shown_kept[label], most) for label in made]


def _known(values: Iterable[int | None]) -> list[int]:
    return [value for value in values if value is not None]


def _days(waits: Counter[str]) -> dict[int, int]:
    return {int(days): times for days, times in waits.items()}


def _name(day: dt.date) -> str:
    # Translators: the order of a date: F month, Y year.
    return date_format(day, _("F Y"))
