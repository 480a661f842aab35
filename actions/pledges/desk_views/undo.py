"""Take a decision back within a day: one's own newest, or any from the list of what was decided."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from actions.pledges import bulk, refusals
from actions.pledges.desk_views import page, result, sitting
from actions.pledges.desk_views.sitting import StaffRequest
from actions.pledges.models import Pledge, PledgeDecision


@require_POST
@page.for_moderators
def undo(request: StaffRequest) -> HttpResponse:
    """A decision is named by its moment and its person, so one about many is taken back as a whole."""
    about = _named(request)
    if about is None:
        messages.warning(request, _("There is no decision here that can be undone."))
        return page.go("desk")
    at, whose, names = about
    try:
        done = bulk.undo(at, whose, by=request.user)
    except refusals.NotAllowedError as error:
        messages.error(request, refusals.sentence(error))
        return _back(request, names)
    seat = sitting.of(request)
    seat.last, seat.care = {}, False
    if done.done:
        messages.success(request, _taken_back(done.done))
    if done.skipped:
        return result.show(request, seat, done)
    sitting.keep(request, seat)
    return _back(request, names)


def _taken_back(number: int) -> str:
    return ngettext(
        "Undone: %(number)s pledge waits again.", "Undone: %(number)s pledges wait again.", number
    ) % {"number": number}


def _named(request: StaffRequest):
    """(moment, person, public ids of at most two of its pledges), or None when there is no such decision."""
    try:
        at, whose = parse_datetime(request.POST.get("at", "")), int(request.POST.get("by", ""))
    except ValueError:
        return None
    person = User.objects.filter(pk=whose).first()
    if at is None or timezone.is_naive(at) or person is None:
        return None
    rows = PledgeDecision.objects.filter(at=at, by=person)
    names = list(rows.values_list("pledge_public_id", flat=True)[:2])
    return (at, person, names) if names else None


def _back(request: StaffRequest, names: list[str]) -> HttpResponse:
    """To the pledge that waits again, when it was one; else to the list."""
    pledge = Pledge.objects.filter(public_id=names[0]).first() if len(names) == 1 else None
    queue = page.queue_of(request)
    if pledge and pledge.status == Pledge.Status.PENDING and pledge.case_id:
        return page.go("case", pledge.case_id, queue=queue)
    if pledge:
        return page.go("change", pledge.pk)
    return page.go("queue", queue) if queue else page.go("desk")
