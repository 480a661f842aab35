"""Who may send a form. Staff have a session, so Django's CSRF token guards them.

Visitors have no cookie and therefore no authority that a foreign page could borrow; their forms are accepted
only when the browser says that our own page sent them: Sec-Fetch-Site first, Origin where a browser does not
send it (OWASP CSRF prevention, Fetch Metadata with mandatory Origin fallback).
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import import_string

from config.safety.headers import is_open_data, is_staff_path

SAFE = ("GET", "HEAD", "OPTIONS")


def same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that the request came from a page of this site."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


class OriginMiddleware(CsrfViewMiddleware):
    """Django's CSRF check on staff pages, `same_origin` everywhere else. No view can forget it."""

    def process_request(self, request: HttpRequest) -> None:
        if is_staff_path(
            request.path_info
        ):  # elsewhere nobody asks for a session, so nothing varies by cookie
            super().process_request(request)

    def process_view(
        self, request: HttpRequest, callback: Callable[..., Any], callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        if is_staff_path(request.path_info):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        if request.method in SAFE or same_origin(request):
            return None
        if is_open_data(request.path_info):
            return None  # HSDS searches by POST; programs send no Origin, and nothing there can be changed
        view = import_string(settings.CSRF_FAILURE_VIEW)
        response: HttpResponseForbidden = view(request, reason="another site sent this form")
        return response
