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
        title = (
            _("You have read ten. Look away for a minute.")
            if seat.pause_due
            else _("Look away for a minute.")
        )
        return page.render(
            request, "pause", {"sitting": seat, "title": title, "queue": page.queue_of(request)}
        )
    seat.rest()
    if request.POST.get("then") == "finish":
        seat.skipped = []
        sitting.keep(request, seat)
        messages.success(request, _("Thank you for reading. That is enough for now."))
        return page.go("desk")
    return page.onward(request, seat)
