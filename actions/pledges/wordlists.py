"""The lists that count now: those of the files, changed by the entries that lead moderators switched on.

Screening is pure and gets its lists handed in; whoever screens asks here once. One small query tells whether the lists
in this process are still those of the database, so every process agrees from its next request on.
"""

import logging
from collections.abc import Iterable

from django.db.models import Count, Max

from actions.pledges.models import ListChange, ListEntry
from actions.pledges.screening.lists import Change, Lists, changed, compiled, default, fault, files

Version = tuple[int, int, str]
logger = logging.getLogger(__name__)
_kept: tuple[Version, Lists] | None = None


def version() -> Version:
    """The newest switch, their number, and when: two at once make a new number, an old backup another time."""
    row = ListChange.objects.aggregate(newest=Max("pk"), number=Count("pk"), at=Max("at"))
    return row["newest"] or 0, row["number"], str(row["at"])


def current() -> Lists:
    """The lists that count now. One query; two more after a switch."""
    global _kept
    now = version()  # before the rows are read: a switch in between is seen by the next request
    if _kept is None or _kept[0] != now:
        _kept = now, with_changes(switched_on())
    return _kept[1]


def switched_on(without: int = 0) -> list[Change]:
    """The changes that count now. without: the key of an entry to leave out."""
    return [as_change(entry) for entry in ListEntry.objects.on().exclude(pk=without)]


def as_change(entry: ListEntry) -> Change:
    return Change(entry.language, entry.list, entry.entry, entry.kind == ListEntry.Kind.ADD)


def with_changes(changes: Iterable[Change]) -> Lists:
    """The files with these changes. What a newer release cannot read any more is left out: screening goes on."""
    usable = []
    for change in changes:
        if fault(change):
            logger.error("An entry of the screening lists is not understood any more: %s", change.name)
        else:
            usable.append(change)
    return compiled(changed(files(), usable)) if usable else default()
