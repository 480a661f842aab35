"""Views that are imported when somebody first opens them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string


def later(dotted: str) -> Callable[..., HttpResponseBase]:
    """The view of that dotted path. A wrong one is an ImportError at the first request: a test opens all of ours."""

    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = import_string(dotted)(request, *args, **kwargs)
        return response

    view.dotted = dotted  # type: ignore[attr-defined]
    return view
