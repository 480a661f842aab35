"""One case at a time: a pledge, or many that are nearly the same with a few of them to read."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.pledges import bulk, claims, moderation
from actions.pledges.decisions import CaseForm, ChoiceForm, DecisionForm
from actions.pledges.desk_views import page, result, shown, sitting, words
from actions.pledges.desk_views.sitting import Sitting, StaffRequest
from actions.pledges.models import Case, Pledge, PledgeDecision

Outcome = PledgeDecision.Outcome
SKIP = "skip"
MOST_DIGITS = 18  # of a key


@page.for_moderators
def case(request: StaffRequest, pk: int) -> HttpResponse:
    """Look at a case, which claims it; or send what was decided about it."""
    found = Case.objects.open().filter(pk=pk).select_related("claimed_by").first()
    pledges = _pledges(found) if found else []
    if request.method == "POST" and "version" in request.POST and request.POST.get("outcome") != SKIP:
        return _decide_one(request, sitting.of(request), pk, found, pledges)
    if found is None or not pledges:
        return _gone(request, pk)
    if request.method == "POST":
        return _sent(request, found, pledges)
    seat = sitting.of(request)
    if seat.pause_due:
        return page.go("pause", queue=page.queue_of(request))
    return _look(request, seat, found, pledges)


def _pledges(found: Case) -> Sequence[Pledge]:
    """The one that waits, or the samples of many."""
    waiting = Pledge.objects.in_case(found).select_related("proposed_by")
    return bulk.samples(found) if found.waiting > 1 else list(waiting[:1])


def _gone(request: StaffRequest, pk: int) -> HttpResponse:
    """Decided or taken down meanwhile. A pledge remembers its last case, so the way back leads to what was decided."""
    last = list(Pledge.objects.filter(case=pk, case__waiting=0)[:2])
    if len(last) == 1 and request.method == "GET":
        return page.go("change", last[0].pk)
    messages.warning(request, _("Nothing waits in this case any more. A colleague or the writer came first."))
    seat = sitting.of(request)
    seat.skip(pk)  # should its number be wrong, the next case must not be this one again
    return page.onward(request, seat)


def _look(
    request: StaffRequest,
    seat: Sitting,
    found: Case,
    pledges: Sequence[Pledge],
    form: ChoiceForm | None = None,
) -> HttpResponse:
    mine = claims.take(found.pk, request.user) if page.may_decide(request) else None
    now = timezone.now()
    elsewhere = mine is None and found.claimed_until and found.claimed_until > now
    seat.look_at(found.pk)
    queue, seen = page.queue_of(request), [shown.show(pledge) for pledge in pledges]
    first, back = seen[0], seat.before(found.pk)
    context: dict[str, Any] = {
        "sitting": seat,
        "title": _("Case %(number)s: %(queue)s") % {"number": found.pk, "queue": found.get_queue_display()},
        "case": found,
        "language": words.language(found.language),
        "queue": queue,
        "many": found.waiting > 1,
        "seen": seen,
        "first": first,
        "up_to": Pledge.objects.in_case(found).order_by("-pk").values_list("pk", flat=True).first(),
        "reports": shown.reported(first.pledge) if found.queue == Case.Queue.REPORTED else (),
        "before": shown.before(first.pledge),
        "not_you": _not_for(first.pledge, request.user),
        "elsewhere": found if elsewhere else None,
        "reasons": page.reasons([code for one in seen for code in one.suggested]),
        "minutes": claims.MINUTES,
        "back": page.address("case", back, queue=queue) if back else "",
        "form": form,
        **page.decision_words(),
    }
    return page.render(request, "case", context, status=400 if form else 200)


def _not_for(pledge: Pledge, person: Any) -> bool:
    """Whether a different person has to decide: this one proposed it, or decided it the first time."""
    if pledge.proposed_by_id == person.pk:
        return True
    if not pledge.second_look_asked:
        return False
    return person.pk in PledgeDecision.objects.about(pledge).deciders()


def _sent(request: StaffRequest, found: Case, pledges: Sequence[Pledge]) -> HttpResponse:
    """Skipped, passed on as a whole, or one decision about many."""
    seat = sitting.of(request)
    if request.POST.get("outcome") in (SKIP, Outcome.PASS_ON):
        _count(request, seat, found, len(pledges))
        claims.release(found.pk, request.user)
        (seat.skip if request.POST["outcome"] == SKIP else seat.pass_on)(found.pk)
        return page.onward(request, seat)
    form = CaseForm(request.POST)
    if not form.is_valid():
        return _look(request, seat, found, pledges, form)
    _count(request, seat, found, len(form.cleaned_data["shown"]))
    done = form.apply(found.pk, by=request.user)
    claims.release(found.pk, request.user)
    return result.told(request, seat, done, form)


def _count(request: StaffRequest, seat: Sitting, found: Case | None, number: int) -> None:
    """Count what was open on the page. A form inside the fold says so by itself, the others with a script."""
    if request.POST.get("opened"):
        hard = bool(found and found.queue in (Case.Queue.CARE, Case.Queue.SECOND))
        seat.read(number, hard=hard or request.POST.get("code") in sitting.HARD)


def _decide_one(
    request: StaffRequest, seat: Sitting, pk: int, found: Case | None, pledges: Sequence[Pledge]
) -> HttpResponse:
    """The pledge of the page, whatever lies in the case by now: its version says whether it is still the same."""
    form, about = DecisionForm(request.POST), request.POST.get("pledge", "")
    if not form.is_valid() or not about.isdecimal() or len(about) > MOST_DIGITS:
        return _look(request, seat, found, pledges, form) if found and pledges else _gone(request, pk)
    _count(request, seat, found, 1)
    try:
        decision = form.apply(int(about), by=request.user)
    except words.REFUSED as error:
        messages.warning(request, words.refused(error))
        if isinstance(error, moderation.NotAllowedError):
            seat.pass_on(pk)
    else:
        seat.note(decision)
        if decision.outcome == Outcome.PASS_ON:
            seat.pass_on(pk)
    claims.release(pk, request.user)
    return page.onward(request, seat)
