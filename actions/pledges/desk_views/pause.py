"""The pause after ten texts, and the end of a sitting. What somebody has read is shown to themself only."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from actions.pledges.desk_views import page, sitting
from actions.pledges.desk_views.sitting import StaffRequest


@page.for_moderators
def pause(request: StaffRequest) -> HttpResponse:
    """Look away for a minute. Sent: go on, or finish for today."""
    seat = sitting.of(request)
    if request.method != "POST":
        context = {"sitting": seat, "title": _("A short pause"), "queue": page.queue_of(request)}
        return page.render(request, "pause", {**context, "pause": sitting.PAUSE_AFTER})
    seat.rest()
    if request.POST.get("then") == "finish":
        seat.skipped = []
        sitting.keep(request, seat)
        messages.success(request, _("Thank you for reading. That is enough for now."))
        return page.go("desk")
    return page.onward(request, seat)
