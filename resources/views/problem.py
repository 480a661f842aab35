"""Somebody says that a listing is wrong: two choices and a button. No text, no account, no answer."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from config.chrome import carried, crisis
from config.safety.throttle import allowed
from resources import problems
from resources.models import Service
from resources.problem_form import ProblemForm


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, slug):
    """The form. What was chosen stays when something is to be fixed, or when this hour is full."""
    service = get_object_or_404(Service.objects.published().with_contacts(), slug=slug)
    form = ProblemForm(request.POST if request.method == "POST" else None, service=service)
    if request.method != "POST":
        return page(request, service, form)
    if not form.is_valid():
        return page(request, service, form, status=400)
    if not allowed(request, "problem", settings.REPORTS_PER_HOUR, settings.REPORTS_PER_HOUR_ALL):
        return page(request, service, form, status=429)
    problems.report(service, reason=form.cleaned_data["reason"], contact=form.chosen)
    # The next address says nothing of the listing, and loading it again sends nothing again.
    return HttpResponseRedirect(reverse("resources:thanks") + carried.query(request))


def page(request, service, form, status=200):
    strip = crisis.crisis_for(service.region or service.country or crisis.reader_country(request))
    own = {} if "country" in request.GET or not strip.place else {"crisis": strip}
    context = {"service": service, "form": form, "full": status == 429, **own}
    return render(request, "resources/problem.html", context, status=status)


@require_safe
def thanks(request):
    """After a report: what happens with it, and help once more."""
    return render(request, "resources/problem_thanks.html")
