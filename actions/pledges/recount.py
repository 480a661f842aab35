"""The kept numbers against what they count. Corrects drift; a second run finds nothing.

The first look takes no locks. Each number that looks wrong is then counted again alone, under its own lock: whoever
moves a pledge takes that lock after changing the row, so the second count is exact while the board goes on working.
Only one lock is held at a time, so nobody waits in a circle.

Days of waiting are left alone: pledges go after a while, and with them what that count was made of.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from actions.pledges.counting import OWN, month_key
from actions.pledges.models import MonthlyNumber, Pledge, PledgeDecision, Tally

Kind = MonthlyNumber.Kind
Outcome = PledgeDecision.Outcome


@dataclass(frozen=True)
class Place:
    """Where one number stands: `month` and `kind` of a MonthlyNumber; without a month, the field of a Tally."""

    kind: str
    key: str
    month: dt.date | None = None

    def __str__(self) -> str:
        when = f"{self.month:%Y-%m}" if self.month else "board"
        return f"{when} {self.kind} {self.key}"


@dataclass(frozen=True)
class Wrong:
    place: Place
    stored: int
    counted: int


Numbers = dict[Place, int]
PARTS = ("board", Kind.MADE, Kind.KEPT, Kind.DECISION)


def wrong(part: str) -> list[Wrong]:
    """What does not agree in one of PARTS. Without locks: on a busy board it may name what is only just moving."""
    found, there = _counted(part), _stored(part)
    places = sorted(found.keys() | there.keys(), key=str)
    return [
        Wrong(place, there.get(place, 0), found.get(place, 0))
        for place in places
        if there.get(place, 0) != found.get(place, 0)
    ]


def put_right(places: list[Place]) -> Iterator[Wrong]:
    """Count each again under its lock and store it; yields those that were wrong indeed. A transaction each."""
    for place in places:
        with transaction.atomic():
            row, field = _locked(place)
            there, found = getattr(row, field), _count_one(place)
            if there != found:
                setattr(row, field, found)
                row.save(update_fields=[field])
        if there != found:
            yield Wrong(place, there, found)


def _rows(kind: str) -> QuerySet[Pledge]:
    rows = Pledge.objects.published()
    return rows.filter(kept=Pledge.Kept.KEPT) if kind == Kind.KEPT else rows


def _day(kind: str) -> str:
    return "kept_on" if kind == Kind.KEPT else "decided_on"


def _standing() -> QuerySet[PledgeDecision]:
    """Decisions that nobody took back: an undo is the row of the next version."""
    undone = PledgeDecision.objects.filter(
        pledge_public_id=OuterRef("pledge_public_id"), version=OuterRef("version") + 1, outcome=Outcome.UNDO
    )
    return PledgeDecision.objects.filter(outcome__in=PledgeDecision.SETTLES).exclude(Exists(undone))


def _counted(part: str) -> Numbers:
    found: Numbers = {}

    def add(place: Place, times: int) -> None:
        found[place] = found.get(place, 0) + times

    if part == "board":
        for kind in (Kind.MADE, Kind.KEPT):
            for key, times in _rows(kind).order_by().values_list("action_key").annotate(times=Count("pk")):
                add(Place(kind.value, key or Tally.OWN_WORDS), times)
    elif part == Kind.DECISION:
        rows = _standing().order_by().annotate(month=TruncMonth("at"))
        for at, outcome, code, times in rows.values_list("month", "outcome", "code").annotate(Count("pk")):
            add(Place(part, code or outcome, at.date()), times)
    else:
        by_month = _rows(part).order_by().annotate(month=TruncMonth(_day(part)))
        grouped = by_month.values_list("month", "action_key", "strategy").annotate(Count("pk"))
        for month, action, strategy, times in grouped:
            add(Place(str(part), month_key(action, strategy), month), times)
    return found


def _stored(part: str) -> Numbers:
    if part == "board":
        tallies = Tally.objects.values_list("key", "made", "kept")
        both = {key: (made, kept) for key, made, kept in tallies}
        return {
            Place(kind.value, key): numbers[number]
            for key, numbers in both.items()
            for number, kind in enumerate((Kind.MADE, Kind.KEPT))
        }
    rows = MonthlyNumber.objects.filter(kind=part).values_list("month", "key", "number")
    return {Place(str(part), key, month): number for month, key, number in rows}


def _locked(place: Place) -> tuple[Any, str]:
    """The row, made if need be and locked, and its field."""
    if place.month is None:
        Tally.objects.get_or_create(key=place.key)
        return Tally.objects.select_for_update().get(key=place.key), place.kind
    which: Mapping[str, Any] = {"month": place.month, "kind": place.kind, "key": place.key}
    MonthlyNumber.objects.get_or_create(**which)
    return MonthlyNumber.objects.select_for_update().get(**which), "number"


def _count_one(place: Place) -> int:
    """One number, from the rows. Never for a page: this counts pledges."""
    if place.month is None:
        return _rows(place.kind).filter(action_key="" if place.key == Tally.OWN_WORDS else place.key).count()
    following = (place.month + dt.timedelta(days=31)).replace(day=1)
    if place.kind == Kind.DECISION:
        field = "outcome" if place.key in Outcome.values else "code"
        within = {"at__gte": _midnight(place.month), "at__lt": _midnight(following)}
        return _standing().filter(**{field: place.key}, **within).count()
    day = _day(place.kind)
    rows = _rows(place.kind).filter(**{f"{day}__gte": place.month, f"{day}__lt": following})
    if place.key == Tally.OWN_WORDS or place.key.startswith(OWN):
        return rows.filter(action_key="", strategy=place.key.partition(":")[2]).count()
    return rows.filter(action_key=place.key).count()


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
