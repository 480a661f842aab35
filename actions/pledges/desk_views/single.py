"""One pledge by itself, wherever it stands: what was decided about it, and what can still be done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from actions.pledges import moderation
from actions.pledges.decisions import DecisionForm
from actions.pledges.desk_views import page, shown, sitting, words
from actions.pledges.desk_views.sitting import StaffRequest
from actions.pledges.models import Case, Pledge, PledgeDecision

Outcome, Status = PledgeDecision.Outcome, Pledge.Status


def look(request: StaffRequest, pledge: Pledge, form: DecisionForm | None = None) -> HttpResponse:
    """The text behind its fold, the log without any text, and the moves that are left."""
    one = shown.show(pledge)
    log = list(PledgeDecision.objects.about(pledge).select_related("by"))
    last = log[-1] if log else None
    seat = sitting.of(request)
    context: dict[str, Any] = {
        "sitting": seat,
        "title": str(pledge),
        "pledge": pledge,
        "seen": [one],
        "first": one,
        "log": log,
        "reasons": page.reasons(one.suggested),
        "reports": shown.reported(pledge),
        "before": shown.before(pledge),
        "can_undo": _can_undo(pledge, last),
        "can_look_again": moderation.may_ask(pledge),
        "form": form,
        **page.decision_words(),
    }
    return page.render(request, "single", context, status=400 if form else 200)


def _can_undo(pledge: Pledge, last: PledgeDecision | None) -> bool:
    """Whether the rules would take the last decision back."""
    if last is None or last.version != pledge.version - 1 or last.outcome not in moderation.UNDOABLE:
        return False
    return (timezone.now() - last.at).total_seconds() < moderation.UNDO_HOURS * 3600


@page.for_moderators
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Decide about what the moderator saw: pk and version must still be those of the page."""
    form, seat = DecisionForm(request.POST), sitting.of(request)
    if not form.is_valid():
        return look(request, get_object_or_404(Pledge, pk=pk), form)
    case = Pledge.objects.filter(pk=pk).values_list("case", flat=True).first()
    try:
        decision = form.apply(pk, by=request.user)
    except words.REFUSED as error:
        messages.warning(request, words.refused(error))
    else:
        if form.cleaned_data["opened"]:
            seat.read(1, hard=decision.code in sitting.HARD)
        seat.note(decision)
        if decision.outcome in (Outcome.UNDO, Outcome.SECOND_LOOK):
            sitting.keep(request, seat)
            return page.go("change", pk)
    if case and not seat.pause_due and Case.objects.filter(pk=case, waiting__gt=1).exists():
        sitting.keep(request, seat)
        return page.go("case", case)  # one of many was decided alone; the others are there
    return page.onward(request, seat)
