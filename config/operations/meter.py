"""The outermost WSGI layer: notes when a request began, and counts it for /metrics. It looks at no visitor."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from config.safety import tally

BEGAN = "upstander.began"  # time.perf_counter(), for the milliseconds in the log
NAME = "upstander.name"  # of the address, set by config.ready
HOW = "upstander.ready_answer"  # hit, miss or stale, set by config.ready


class Meter:
    """`Meter(application)` is a WSGI application itself."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ[BEGAN] = began = time.perf_counter()
        if not tally.on():
            return self.application(environ, start_response)
        status = "5xx"

        def listen(line: str, headers: Any, exc_info: Any = None) -> Any:
            nonlocal status
            status = f"{line[:1]}xx"
            return start_response(line, headers, exc_info) if exc_info else start_response(line, headers)

        try:
            return self.application(environ, listen)
        finally:
            group = group_of(environ)
            tally.count("requests", group, status)
            tally.count("answers", group)
            tally.count("seconds", group, by=time.perf_counter() - began)
            if HOW in environ:
                tally.count("ready", environ[HOW])


def group_of(environ: dict[str, Any]) -> str:
    """The part of the site: the namespace of the address, or its name, "static" or "other". Never a path."""
    name = environ.get(NAME)
    if name:
        return str(name).partition(":")[0]
    return "static" if str(environ.get("PATH_INFO", "")).startswith(settings.STATIC_URL) else "other"
