"""A reader says that a promise on the board is not right: one choice and a button. No text, no account, no answer."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from actions.pledges import board as boards
from actions.pledges import reports, screens
from actions.pledges.models import Report
from actions.pledges.report_form import ReportForm
from config.chrome import crisis
from config.chrome.nav import leave_url
from config.safety.throttle import allowed

# In an hour: about one pledge from one place and from everybody; about all pledges from one place and from everybody.
ONCE, ONE_PLEDGE = 1, 60
ONE_PLACE, EVERYBODY = 20, 600


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, public_id):
    """The form, and after it the same thanks for everybody: whether a report counted is nobody's business.

    Whoever says that somebody is in danger sees help at once, also when the form has to come back.
    """
    found = get_object_or_404(reports.reportable(), public_id=public_id)
    form = ReportForm(request.POST if request.method == "POST" else None)
    context = {"pledge": found, "form": form, "promise": boards.promise(found)}
    if request.method == "POST" and request.POST.get("reason") == Report.Reason.DANGER:
        place = crisis.crisis_for(crisis.reader_country(request))
        context["blocks"] = screens.screen("danger", place, leave_url())
    if request.method != "POST":
        return page(request, "pledges/report.html", context)
    if not form.is_valid():
        return page(request, "pledges/report.html", context, status=400)
    if counts(request, public_id):
        reports.add(found.pk, form.cleaned_data["reason"])
    return page(request, "pledges/reported.html", context)


def counts(request, public_id):
    """Whether this is the first report of this place about this pledge in the hour, and the hour is not full."""
    return allowed(request, f"report-{public_id}", ONCE, ONE_PLEDGE) and allowed(
        request, "report", ONE_PLACE, EVERYBODY
    )


def page(request, template, context, status=200):
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"  # a form for each promise is for nobody's index
    return response
