"""When a line answers, in words: "Open, closes in 20 minutes", "Closed, opens at 09:00 tomorrow, their time"."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.lasting import is_lasting
from resources import hours
from resources.channels import LATER
from resources.models import Contact
from resources.opening import ALWAYS, CLOSED, HOLIDAY, OPEN, UNKNOWN, State, state

SOON = 60  # minutes; less is said in minutes
WEEK = 6  # days ahead that the name of a weekday is clear


@dataclass(frozen=True)
class Opening:
    """`style`: the mark beside the words: now, soon (closes within the hour), closed, ask (not known)."""

    style: str
    text: str
    is_open: bool = False


def of_contact(contact: Contact, now: datetime | None = None) -> Opening:
    """Needs `contact.service` at hand for the holidays of its country. A page that lasts knows no clock."""
    if not contact.kind.answers_live:
        return Opening("ask", str(LATER))
    if is_lasting():  # the hours of the week stay true; "open now" does not
        return in_words(State(ALWAYS if contact.always_open else UNKNOWN), contact.hours)
    found = state(contact.hours_osm, contact.timezone, contact.service.country, now or timezone.now())
    return in_words(found, contact.hours)


def in_words(found: State, unknown: str = "") -> Opening:
    """`unknown`: what is said when we cannot tell, for example the hours as they are written."""
    if found.kind == ALWAYS:
        return Opening("now", _("Open day and night"), True)
    if found.kind == OPEN:
        return Opening("soon" if _is_soon(found) else "now", _closing(found), True)
    if found.kind == CLOSED:
        return Opening("closed", _opening(found))
    if found.kind == HOLIDAY:
        return Opening("ask", _("Public holiday there today: it may be closed"))
    return Opening("ask", unknown)


def best(openings: list[Opening]) -> Opening | None:
    """What is said of several lines together: the one that answers now, else the first whose hours we know."""
    rank = {"now": 0, "soon": 1, "closed": 2, "ask": 3}
    return min(openings, key=lambda opening: rank[opening.style], default=None)


def _is_soon(found: State) -> bool:
    return found.minutes is not None and found.minutes < SOON


def _closing(found: State) -> str:
    if found.until is None or found.here is None:
        return _("Open now")
    if _is_soon(found):
        left = max(1, found.minutes or 0)
        return ngettext("Open, closes in %(n)d minute", "Open, closes in %(n)d minutes", left) % {"n": left}
    days = _days_ahead(found.here, found.until)
    if found.until.strftime("%H:%M") == "00:00" and days == 1:
        return _("Open, closes at midnight, their time")
    if days > WEEK:
        return _("Open now")
    pattern = {
        0: _("Open, closes at %(time)s, their time"),
        1: _("Open, closes at %(time)s tomorrow, their time"),
    }.get(days, _("Open, closes at %(time)s on %(day)s, their time"))
    return pattern % _when(found.until)


def _opening(found: State) -> str:
    if found.until is None or found.here is None:
        return _("Closed now")
    if _is_soon(found):
        left = max(1, found.minutes or 0)
        return ngettext("Closed, opens in %(n)d minute", "Closed, opens in %(n)d minutes", left) % {"n": left}
    days = _days_ahead(found.here, found.until)
    if days > WEEK:
        day = date_format(found.until, _("j F"))
        return _("Closed, opens on %(day)s, their time") % {"day": day}
    pattern = {
        0: _("Closed, opens at %(time)s today, their time"),
        1: _("Closed, opens at %(time)s tomorrow, their time"),
    }.get(days, _("Closed, opens at %(time)s on %(day)s, their time"))
    return pattern % _when(found.until)


def _days_ahead(here: datetime, then: datetime) -> int:
    return (then.date() - here.date()).days


def _when(moment: datetime) -> dict[str, str | Promise]:
    return {"time": moment.strftime("%H:%M"), "day": hours.NAMES[moment.weekday()]}
