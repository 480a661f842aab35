"""What every page of the desk shares: who may open it, the frame of the admin, where to go next."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from actions.pledges import desk
from actions.pledges.desk_views import queues, sitting, words
from actions.pledges.desk_views.sitting import Sitting, StaffRequest
from actions.pledges.models import Pledge
from actions.pledges.texts import codes, named, texts

View = Callable[..., HttpResponse]


def may_view(request: StaffRequest) -> bool:
    return bool(admin.site.get_model_admin(Pledge).has_view_permission(request))


def may_decide(request: StaffRequest) -> bool:
    return bool(admin.site.get_model_admin(Pledge).has_change_permission(request))


def for_moderators(view: View) -> View:
    """Looking needs the permission to view pledges; sending anything needs the one to change them."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowed = may_decide if request.method == "POST" else may_view
        if not allowed(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def render(request: StaffRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A template of admin/pledges/desk/ in the frame of the admin, with what every page of the desk shows."""
    seat: Sitting = context.pop("sitting", None) or sitting.of(request)
    care = seat.care
    seat.care = False  # said once
    sitting.keep(request, seat)
    shared = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # nothing beside the words
        "sitting": seat,
        "care": care,
        "support": settings.MODERATOR_SUPPORT,
        "last": words.done(seat.last),
        "may_decide": may_decide(request),
    }
    return TemplateResponse(request, f"admin/pledges/desk/{name}.html", {**shared, **context}, status=status)


def decision_words() -> dict[str, Any]:
    """The reasons and the two-minute check, as the texts have them."""
    return {
        "decline": texts()["decline"],
        "check": [named(step) for step in texts()["moderator_check"]["steps"]],
    }


def reasons(suggested: list[str]) -> list[dict[str, Any]]:
    """All codes, those that the screening suggests first; none is chosen beforehand."""
    place = {code: number for number, code in reversed(list(enumerate(suggested)))}
    ordered = sorted(codes(), key=lambda row: place.get(row.code, len(suggested)))
    return [{"code": row, "suggested": row.code in suggested} for row in ordered]


def address(name: str, *args: Any, **query: str) -> str:
    """An address of the desk; empty parts of the query are left out."""
    path = reverse(f"admin:pledges_pledge_{name}", args=args)
    kept = {key: value for key, value in query.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def go(name: str, *args: Any, **query: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address(name, *args, **query))


def queue_of(request: StaffRequest) -> str:
    """The queue that is being read: one of those from which cases are offered, or "" for all of them."""
    return offered(request.POST.get("queue", "") or request.GET.get("queue", ""))


def offered(name: str) -> str:
    """A queue from which cases are offered; "", all of them, for anything else."""
    return name if name in {tab.name for tab in queues.TABS if tab.name != queues.HELD} else ""


def onward(request: StaffRequest, seat: Sitting, queue: str | None = None) -> HttpResponseRedirect:
    """To what comes next: a pause when it is time, the next case, or the list when there is none."""
    queue = queue_of(request) if queue is None else offered(queue)
    sitting.keep(request, seat)
    if seat.pause_due:
        return go("pause", queue=queue)
    case = desk.next_case(queue, request.user, seat.aside, timezone.now())
    if case is None:
        return go("queue", queue) if queue else go("desk")
    return go("case", case.pk, queue=queue)
