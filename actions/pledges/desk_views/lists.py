"""The first page of the desk, and each queue as a list. No text is on them."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone

from actions.pledges.desk_views import log, page, queues, sitting, words
from actions.pledges.desk_views.sitting import StaffRequest
from actions.pledges.models import Case
from actions.pledges.screening.rules import BY_CODE, RULES


@page.for_moderators
def start(request: StaffRequest) -> HttpResponse:
    """What waits. Sent: begin to read, or switch the single keys off and on."""
    if request.method == "POST":
        if "keys" in request.POST:
            return _switch_keys(request)
        return _begin(request, page.queue_of(request))
    return page.render(request, "start", {"tabs": queues.tabs(), "title": words.TITLE})


@page.for_moderators
def queue(request: StaffRequest, queue: str) -> HttpResponse:
    """One queue. Sent: begin to read in it."""
    if not queues.is_queue(queue):
        raise Http404
    if request.method == "POST":
        return _begin(request, queue)
    tabs = queues.tabs(queue)
    tab = next(tab for tab in tabs if tab["current"])
    context = {"tabs": tabs, "tab": tab, "title": tab["label"], "queue": queue}
    after = request.GET.get("after", "")
    if queue == queues.DECIDED:
        rows, end = log.page(after)
        ways = {
            "next": page.address("queue", queue, after=end) if end else "",
            "first": page.address("queue", queue) if after else "",
        }
        return page.render(request, "decided", {**context, **ways, "rows": rows})
    language, rule = _choice(request, "language", dict(settings.LANGUAGES)), _choice(request, "rule", BY_CODE)
    cases, end = queues.page(queue, language=language, rule=rule, after=after)
    now = timezone.now()
    return page.render(
        request,
        "queue",
        {
            **context,
            "rows": [_row(request, case, now) for case in cases],
            "next": page.address("queue", queue, language=language, rule=rule, after=end) if end else "",
            "first": page.address("queue", queue, language=language, rule=rule) if after else "",
            "languages": settings.LANGUAGES,
            "rules": RULES,
            "language": language,
            "rule": rule,
        },
    )


def _choice(request, name, known):
    value = request.GET.get(name, "")
    return value if value in known else ""


def _row(request, case: Case, now) -> dict:
    claimed = bool(case.claimed_until and case.claimed_until > now)
    return {
        "case": case,
        "found": words.found(case.rules),
        "language": words.language(case.language),
        "elsewhere": claimed and case.claimed_by_id != request.user.pk,
        "together": case.waiting == 1 and case.queue in queues.TOGETHER,
    }


def _begin(request: StaffRequest, queue: str) -> HttpResponse:
    """Start reading; what was skipped is offered again."""
    seat = sitting.of(request)
    seat.skipped = []
    return page.onward(request, seat, queue)


def _switch_keys(request: StaffRequest) -> HttpResponse:
    seat = sitting.of(request)
    seat.keys = request.POST.get("single") == "on"
    sitting.keep(request, seat)
    back = request.POST.get("case", "")
    return page.go("case", int(back), queue=page.queue_of(request)) if back.isdecimal() else page.go("desk")
