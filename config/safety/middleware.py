"""The two outermost middlewares: headers on everything, and only the methods that the site uses."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from config.safety.headers import is_staff_path, table

GetResponse = Callable[[HttpRequest], HttpResponse]
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class SafetyHeadersMiddleware:
    """Puts the header table on every response. A view may set X-Robots-Tag itself; nothing else gives way."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in table(request.path_info).items():
            if name == "X-Robots-Tag" and name in response:
                continue
            response[name] = value
        if request.method == "POST" and not is_staff_path(request.path_info):
            response["Vary"] = "Sec-Fetch-Site, Origin"
        return response


class MethodMiddleware:
    """Answers 405 to TRACE, PUT, DELETE and whatever else nobody here needs, and 400 to addresses with a NUL byte.

    No person types a NUL, and PostgreSQL refuses it in a query.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path_info:
            raise BadRequest("NUL byte")
        return self.get_response(request)
