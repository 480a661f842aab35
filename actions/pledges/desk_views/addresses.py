"""The addresses of the desk, below that of the pledges in the admin."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from actions.pledges.desk_views import case, lists, pause, together, undo


def addresses(admin_view: Callable[..., Any]) -> list[URLPattern]:
    """Named pledges_pledge_desk and so on. `admin_view` is that of the admin site: it asks who is there."""
    table = {
        "desk/": ("desk", lists.start),
        "desk/queue/<str:queue>/": ("queue", lists.queue),
        "desk/case/<int:pk>/": ("case", case.case),
        "desk/together/": ("together", together.together),
        "desk/pause/": ("pause", pause.pause),
        "desk/undo/": ("undo", undo.undo),
    }
    return [
        path(route, admin_view(view), name=f"pledges_pledge_{name}") for route, (name, view) in table.items()
    ]
