"""The queues as lists of cases: a page of fifty from any place, at the same cost. Pure reading."""

from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Length
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actions.pledges import desk
from actions.pledges.models import Case, Pledge

PAGE = 50
MOST = 1_000
HELD, DECIDED = "held", "decided"


class Tab(NamedTuple):
    """A queue, and a sentence about what lies in it."""

    name: str
    label: str | Promise
    about: str | Promise


TABS = (
    Tab("care", Case.Queue.CARE.label, _("Something in these words may need help or two people.")),
    Tab("reported", Case.Queue.REPORTED.label, _("On the board, and readers said that something is wrong.")),
    Tab("second", Case.Queue.SECOND.label, _("A colleague or the writer asks for a different person.")),
    Tab("new", Case.Queue.NEW.label, _("Nobody has read these yet.")),
    Tab("flood", Case.Queue.FLOOD.label, _("Many that are nearly the same, in one row.")),
    Tab(HELD, _("Held"), _("Set aside by somebody. Nothing is published while it is held.")),
)
TOGETHER = (Case.Queue.NEW, Case.Queue.CARE)  # the other queues ask for one decision at a time


def is_queue(name: str) -> bool:
    return name in {tab.name for tab in TABS} or name == DECIDED


def waiting(name: str) -> QuerySet[Case]:
    """Open cases of a tab in the order in which they are read."""
    if name == HELD:
        return Case.objects.open().filter(held=True).order_by("slow", "pk")
    return Case.objects.in_queue(name).filter(held=False)


def page(name: str, *, language: str = "", rule: str = "", after: str = "") -> tuple[list[Any], str]:
    """Cases of a tab with `length` of their first text, and where the next page begins ("" when this is the last).

    `after` is that of the page before; anything that is not such a place gives the first page.
    """
    rows = waiting(name)
    if language:
        rows = rows.filter(language=language)
    if rule:
        # A list of codes is stored as JSON: as text, the code with the sign after it is a part of it.
        rows = rows.annotate(listed=Cast("rules", TextField())).filter(
            Q(listed__contains=f'"{rule}"') | Q(listed__contains=f':{rule}"')
        )
    if place := _place(after):
        slow, pk = place
        rows = rows.filter(Q(slow=slow, pk__gt=pk) | Q(slow__gt=slow))
    first = Pledge.objects.filter(case=OuterRef("pk")).order_by("pk").values(length=Length("text"))[:1]
    found = list(rows.select_related("claimed_by").annotate(length=Subquery(first))[: PAGE + 1])
    end = f"{int(found[PAGE - 1].slow)}-{found[PAGE - 1].pk}" if len(found) > PAGE else ""
    return found[:PAGE], end


def _place(after: str) -> tuple[bool, int] | None:
    slow, _dash, pk = after.partition("-")
    if slow in ("0", "1") and pk.isdecimal() and len(pk) < 19:
        return slow == "1", int(pk)
    return None


def tabs(current: str = "") -> list[dict[str, Any]]:
    """Every tab with its number of cases; `more` when there are more than MOST."""
    counts = desk.counts()
    shown = [
        {
            "name": tab.name,
            "label": tab.label,
            "about": tab.about,
            "count": min(counts.get(tab.name, 0), MOST),
            "more": counts.get(tab.name, 0) > MOST,
            "current": tab.name == current,
        }
        for tab in TABS
    ]
    return [*shown, {"name": DECIDED, "label": _("Decided"), "current": current == DECIDED}]
