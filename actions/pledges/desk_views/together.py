"""A few pledges, ten at most, under one fold: read together, decided together."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.pledges import claims
from actions.pledges.decisions import MOST_TOGETHER, TogetherForm
from actions.pledges.desk_views import page, queues, result, shown, sitting
from actions.pledges.desk_views.sitting import StaffRequest
from actions.pledges.models import Case, Pledge


@page.for_moderators
def together(request: StaffRequest) -> HttpResponse:
    """The pledges of the ticked cases; or one decision about all of them."""
    if request.method == "POST":
        return _sent(request)
    seat = sitting.of(request)
    if seat.pause_due:
        return page.go("pause", queue=page.queue_of(request))
    keys = [int(key) for key in request.GET.getlist("case") if key.isdecimal() and len(key) < 19]
    if len(set(keys)) > MOST_TOGETHER:
        messages.info(request, _("Ten at a time: these are the first ten of those you ticked."))
    pledges = _pledges(request, sorted(set(keys))[:MOST_TOGETHER])
    if not pledges:
        messages.warning(request, _("Tick a few rows first. What a colleague has open is left out."))
        queue = page.queue_of(request)
        return page.go("queue", queue) if queue else page.go("desk")
    return _look(request, pledges)


def _pledges(request: StaffRequest, keys: list[int]) -> list[Pledge]:
    """One pledge of each case that is free, claimed."""
    found = Case.objects.open().filter(pk__in=keys, waiting=1, queue__in=queues.TOGETHER)
    if page.may_decide(request):
        free = [case.pk for case in found if claims.take(case.pk, request.user)]
    else:
        free = [case.pk for case in found]
    return list(Pledge.objects.awaiting_review().filter(case__in=free))


def _look(request: StaffRequest, pledges: list[Pledge], form: TogetherForm | None = None) -> HttpResponse:
    seen = [shown.show(pledge) for pledge in pledges]
    context = {
        "title": ngettext("%(number)s pledge", "%(number)s pledges to decide together", len(seen))
        % {"number": len(seen)},
        "seen": seen,
        "queue": page.queue_of(request),
        "reasons": page.reasons([code for one in seen for code in one.suggested]),
        "form": form,
        "many": True,
        **page.decision_words(),
    }
    return page.render(request, "together", context, status=400 if form else 200)


def _sent(request: StaffRequest) -> HttpResponse:
    form = TogetherForm(request.POST)
    seat = sitting.of(request)
    if not form.is_valid():
        if "seen" in form.errors:
            messages.error(request, _("Something was wrong with this page. Please open it again."))
            return page.go("desk")
        keys = [pk for pk, _version in form.cleaned_data["seen"]]
        pledges = list(Pledge.objects.awaiting_review().filter(pk__in=keys))
        return _look(request, pledges, form) if pledges else page.go("desk")
    keys = [pk for pk, _version in form.cleaned_data["seen"]]
    if form.cleaned_data["opened"]:
        hard = form.chosen_code in sitting.HARD
        seat.read(len(keys), hard=hard)
    cases = list(Pledge.objects.filter(pk__in=keys).values_list("case", flat=True))
    done = form.apply(by=request.user)
    for case in filter(None, cases):
        claims.release(case, request.user)
    return result.told(request, seat, done, form, always=True)
