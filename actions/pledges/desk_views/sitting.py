"""What the desk remembers while somebody sits at it: in their own session, gone when they sign out, theirs alone.

Only keys of rows, numbers and moments; never a text, a nickname or a matched word.
"""

import datetime as dt
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from actions.pledges import moderation
from actions.pledges.models import TWO_PEOPLE, PledgeDecision

KEY = "desk"
# Batches of at most ten, then a pause: practice of teams that read hard texts (IFTAS, Coral's guide).
PAUSE_AFTER = 10
HARD = ("D2", "D4", *TWO_PEOPLE)  # guidance brief, part 7.9: a break after 7.6 to 7.8
REMEMBERED = 500  # keys a list; more than anybody reads in a sitting


@dataclass
class Sitting:
    """`opened` texts this sitting, `hard` ones among them, `since` the last pause. `passed` and `skipped`: cases.

    `trail`: the cases looked at, the newest last. `keys`: single keys are on. `care`: the last decision was a hard one.
    `last`: the newest decision, for its undo.
    """

    opened: int = 0
    hard: int = 0
    since: int = 0
    passed: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    trail: list[int] = field(default_factory=list)
    keys: bool = True
    care: bool = False
    last: dict[str, Any] = field(default_factory=dict)

    @property
    def aside(self) -> list[int]:
        """What is not offered to this person now."""
        return [*self.passed, *self.skipped]

    @property
    def pause_due(self) -> bool:
        return self.since >= PAUSE_AFTER

    @property
    def pause_soon_in(self) -> int:
        return max(0, PAUSE_AFTER - self.since)

    def read(self, number: int, *, hard: bool) -> None:
        """So many texts were open on a page."""
        self.opened += number
        self.since += number
        self.hard += number if hard else 0

    def rest(self) -> None:
        self.since = 0

    def pass_on(self, case: int) -> None:
        self.passed = [*self.passed, case][-REMEMBERED:]

    def skip(self, case: int) -> None:
        self.skipped = [*self.skipped, case][-REMEMBERED:]

    def look_at(self, case: int) -> None:
        """Note a case in the trail; going back and forth does not make it longer."""
        if case not in self.trail:
            self.trail = [*self.trail, case][-REMEMBERED:]

    def before(self, case: int) -> int | None:
        """The case that was looked at before this one."""
        place = self.trail.index(case) if case in self.trail else len(self.trail)
        return self.trail[place - 1] if place else None

    def decided(
        self, *, at: dt.datetime, by: int, outcome: str, code: str, number: int, name: str = ""
    ) -> None:
        """Remember a decision: `number` pledges; `name` is the public id of a single one."""
        self.last = {
            "at": at.isoformat(),
            "by": by,
            "outcome": outcome,
            "code": code,
            "number": number,
            "name": name,
        }
        self.care = code in HARD

    def note(self, decision: PledgeDecision) -> None:
        """Remember a decision about one pledge."""
        self.decided(
            at=decision.at,
            by=decision.by_id,
            outcome=decision.outcome,
            code=decision.code,
            number=1,
            name=decision.pledge_public_id,
        )

    @property
    def can_undo(self) -> bool:
        """Whether the last decision is one that can still be taken back."""
        at = parse_datetime(self.last.get("at", ""))
        oldest = timezone.now() - dt.timedelta(hours=moderation.UNDO_HOURS)
        return bool(at and at > oldest and self.last["outcome"] in moderation.UNDOABLE)


class StaffRequest(HttpRequest):
    """A request that got past the sign-in."""

    user: User


def of(request: HttpRequest) -> Sitting:
    """The sitting of whoever asks; a new one when there is none. `keep` writes it back."""
    known = {f.name for f in fields(Sitting)}
    kept = request.session.get(KEY, {})
    return Sitting(**{name: value for name, value in kept.items() if name in known})


def keep(request: HttpRequest, sitting: Sitting) -> None:
    """Write it back, when something in it is different."""
    if request.session.get(KEY) != (now := asdict(sitting)):
        request.session[KEY] = now
