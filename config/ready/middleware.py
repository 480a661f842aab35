"""Marks the answers that may be kept: only Django knows which view gave them. The layer outside reads the mark."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config.ready.kept import page

NAME = "upstander.name"  # of the address, for whoever counts
MARK = "upstander.ready"  # in the WSGI environment, so no client ever sees it


class ReadyMiddleware:
    """Puts MARK on a page of kept.KEPT that was asked for in a plain way and found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.resolver_match is None:
            return response
        request.META[NAME] = request.resolver_match.view_name
        if request.method != "GET" or response.status_code != 200:
            return response
        kept = page(request.resolver_match.view_name, request.META.get("QUERY_STRING", ""))
        if kept is not None and not response.cookies and not response.streaming:
            request.META[MARK] = kept
        return response
