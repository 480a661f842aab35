"""What came of one decision about many: how many were done, what was left out, and why."""

from django.http import HttpResponse
from django.utils.translation import ngettext

from actions.pledges import bulk
from actions.pledges.decisions import CaseForm, TogetherForm
from actions.pledges.desk_views import page
from actions.pledges.desk_views.sitting import Sitting, StaffRequest

LISTED = 50  # of a flood, the rest is a number


def told(
    request: StaffRequest,
    seat: Sitting,
    result: bulk.Result,
    form: CaseForm | TogetherForm,
    *,
    always: bool = False,
) -> HttpResponse:
    """A page about what was left out; onward when nothing was, unless it is to be said `always`."""
    if result.done:
        seat.decided(
            at=result.at,
            by=request.user.pk,
            outcome=form.cleaned_data["outcome"],
            code=form.chosen_code,
            number=result.done,
        )
    if not result.skipped and not always:
        return page.onward(request, seat)
    return show(request, seat, result)


def show(request: StaffRequest, seat: Sitting, result: bulk.Result) -> HttpResponse:
    context = {
        "sitting": seat,
        "title": ngettext("%(number)s pledge was changed", "%(number)s pledges were changed", result.done)
        % {"number": result.done},
        "result": result,
        "skipped": result.skipped[:LISTED],
        "not_listed": max(0, len(result.skipped) - LISTED),
        "queue": page.queue_of(request),
    }
    return page.render(request, "result", context)
