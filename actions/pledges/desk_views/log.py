"""What was decided, newest first: one row for each decision, however many pledges it was about. Pure reading."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from actions.pledges import moderation
from actions.pledges.models import Pledge, PledgeDecision

PAGE = 50
READ = 500  # rows of the log looked at for one page; a decision about more is shown as "500 or more"


@dataclass(frozen=True)
class Row:
    """One decision of one person. `name`: the public id when it was about one pledge, else ""; `pledge`: its key."""

    at: dt.datetime
    by: User
    outcome: str
    label: str
    code: str
    number: int
    more: bool
    name: str
    pledge: int | None
    can_undo: bool


def page(after: str = "") -> tuple[list[Row], str]:
    """Decisions older than the moment `after`, and the moment after which the next page begins ("": no more)."""
    rows = PledgeDecision.objects.select_related("by").order_by("-at", "-pk")
    if before := _moment(after):
        rows = rows.filter(at__lt=before)
    read = list(rows[: READ + 1])
    groups = [list(group) for _key, group in groupby(read[:READ], lambda row: (row.at, row.by_id))]
    cut = len(read) > READ
    if cut and len(groups) > 1:
        groups.pop()  # perhaps not whole; the next page begins with it
        cut = False
    groups, older = groups[:PAGE], len(groups) > PAGE or len(read) > READ
    names = [group[0].pledge_public_id for group in groups if len(group) == 1]
    there = dict(Pledge.objects.filter(public_id__in=names).values_list("public_id", "pk"))
    shown = [_row(group, there, more=cut) for group in groups]
    return shown, shown[-1].at.isoformat() if shown and older else ""


def _row(group: list[PledgeDecision], there: dict[str, int], *, more: bool) -> Row:
    first = group[0]
    young = first.at > timezone.now() - dt.timedelta(hours=moderation.UNDO_HOURS)
    return Row(
        at=first.at,
        by=first.by,
        outcome=first.outcome,
        label=first.get_outcome_display(),
        code=first.code,
        number=len(group),
        more=more,
        name=first.pledge_public_id if len(group) == 1 else "",
        pledge=there.get(first.pledge_public_id) if len(group) == 1 else None,
        can_undo=young and first.outcome in moderation.UNDOABLE,
    )


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None
