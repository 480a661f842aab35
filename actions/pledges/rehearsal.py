"""What a change of the lists would find among the pledges that are stored, before it counts. Nothing is written."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core import signing
from django.utils.translation import gettext as _

from actions.pledges import cases, never_held, wordlists
from actions.pledges.models import ListEntry, Pledge
from actions.pledges.screening.lists import PHRASES, Change, Lists, compiled
from actions.pledges.screening.phrases import key
from actions.pledges.screening.reading import Reading

MOST, CHUNK, SECONDS = 5000, 500, 6.0
WIDE = 0.2  # an entry that finds more than a fifth of what people wrote is hardly what was meant
SHOWN = 10
SALT, HOURS = "pledges.rehearsal", 1


@dataclass
class Rehearsal:
    """How many pledges were looked at, and by status how many more and how many fewer would be found.

    `examples` are on the board: anybody can read them. `refused` is a sentence when the entry can never count.
    """

    looked_at: int = 0
    cut: bool = False
    newly: Counter[str] = field(default_factory=Counter)
    no_longer: Counter[str] = field(default_factory=Counter)
    examples: list[Pledge] = field(default_factory=list)
    refused: str = ""

    @property
    def wide(self) -> bool:
        """Whether somebody has to say that so much is meant."""
        return self.newly.total() > WIDE * self.looked_at

    def by_status(self) -> list[tuple[str, int, int]]:
        return [(str(s.label), self.newly[s.value], self.no_longer[s.value]) for s in Pledge.Status]


class NotRehearsedError(Exception):
    """The page was not seen, or is not about the words as they are now. The message is for the person."""


def rehearse(entry: ListEntry, *, seconds: float = SECONDS) -> Rehearsal:
    """Try an entry on the newest MOST written pledges. Ends after so many seconds, and says so in `cut`."""
    change = wordlists.as_change(entry)
    others = wordlists.switched_on(without=entry.pk)
    before, after = wordlists.with_changes(others), wordlists.with_changes([*others, change])
    result = Rehearsal(refused=never_held.refusal(change, before, after))
    ends = time.monotonic() + seconds
    for pledges in chunks():
        if time.monotonic() > ends:
            result.cut = True
            break
        for pledge in pledges:
            _look(pledge, change, before, after, result)
    return result


def chunks() -> Iterator[list[Pledge]]:
    """Written pledges, newest first, a chunk at a time."""
    rows = (
        Pledge.objects.exclude(text="")
        .order_by("-pk")
        .only("text", "nickname", "plan_if", "status", "public_id")
    )
    last = None
    for start in range(0, MOST, CHUNK):
        found = list((rows.filter(pk__lt=last) if last else rows)[: min(CHUNK, MOST - start)])
        if found:
            yield found
        if len(found) < CHUNK:
            return
        last = found[-1].pk


def _look(pledge: Pledge, change: Change, before: Lists, after: Lists, result: Rehearsal) -> None:
    result.looked_at += 1
    typed = pledge.text, pledge.nickname, pledge.plan_if
    if not any(touches(change, text) for text in typed if text):
        return
    old, new = (set(cases.codes(cases.findings(*typed, lists=lists))) for lists in (before, after))
    if new - old:
        result.newly[pledge.status] += 1
    if old - new:
        result.no_longer[pledge.status] += 1
    if new != old and pledge.status == Pledge.Status.PUBLISHED and len(result.examples) < SHOWN:
        result.examples.append(pledge)


def touches(change: Change, text: str) -> bool:
    """Whether the entry is in the text at all. Most texts are left after this quick look."""
    reading = Reading(text, alone(change))
    if change.name in PHRASES:
        return bool(reading.phrases)
    word = key(change.entry)
    return word in reading.text.lower() or any(word in found.forms for found in reading.words)


_alone: dict[Change, Lists] = {}


def alone(change: Change) -> Lists:
    """Lists with nothing but this entry; the last one is kept."""
    if change not in _alone:
        _alone.clear()
        _alone[change] = compiled({change.language: {change.name: [change.entry]}})
    return _alone[change]


def seal(entry: ListEntry, found: Rehearsal, by: int) -> str:
    """Goes with the page: who saw which version of the entry, beside which lists, and what was found."""
    counts = found.looked_at, found.newly.total(), found.no_longer.total()
    return signing.dumps([entry.pk, entry.version, wordlists.version(), by, found.wide, counts], salt=SALT)


def opened(sealed: str, entry: ListEntry, *, ticked: bool, by: int) -> tuple[int, int, int]:
    """What the rehearsal had counted: looked at, found more, found no more. Raises NotRehearsedError."""
    try:
        pk, version, lists, person, wide, counts = signing.loads(sealed, salt=SALT, max_age=HOURS * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotRehearsedError(
            _("Look at the rehearsal first. What you saw is too old or is missing.")
        ) from None
    if (pk, version, person) != (entry.pk, entry.version, by):
        raise NotRehearsedError(_("This entry is not the one you saw. Look at the rehearsal again."))
    if tuple(lists) != wordlists.version():
        raise NotRehearsedError(_("The lists are different now. Look at the rehearsal again."))
    if wide and not ticked:
        raise NotRehearsedError(_("It finds more than one in five pledges. Tick the box if you mean that."))
    return tuple(counts)
