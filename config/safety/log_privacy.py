"""Logs that say what went wrong and where in the code, and nothing about who was there or what they wrote."""

import datetime as dt
import json
import logging
import time
import traceback
from typing import Any


def route_of(request: Any) -> str:
    """The name of the route. A path can hold a secret (the return page), so it is never logged."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name or match.route) if match else "-"


class QuietFormatter(logging.Formatter):
    """One line per record; request records shrink to status, method and route; errors to type and frames.

    Messages of exceptions are left out: a database error quotes the row that it refused.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = f"{record.levelname} {record.name} {self.summary(record)}"
        if record.exc_info and record.exc_info[0]:
            line += "\n" + self.where(record.exc_info[0], record.exc_info[2])
        return line

    def summary(self, record: logging.LogRecord) -> str:
        if record.name == "django.server":
            # "GET /path?query HTTP/1.1" status size: keep method and status
            arguments = record.args if isinstance(record.args, tuple) else ()
            method = str(arguments[0]).split(" ")[0] if arguments else "-"
            return f"{getattr(record, 'status_code', '-')} {method}"
        request = getattr(record, "request", None)
        if request is not None or record.name.startswith(("django.request", "django.security")):
            method = getattr(request, "method", "-")
            return f"{getattr(record, 'status_code', '-')} {method} {route_of(request)}"
        return record.getMessage()

    @staticmethod
    def where(kind: type[BaseException], trace: Any) -> str:
        frames = [f"  {f.filename}:{f.lineno} in {f.name}" for f in traceback.extract_tb(trace)]
        return "\n".join([f"  {kind.__module__}.{kind.__name__}", *frames[-12:]])


class JsonFormatter(QuietFormatter):
    """The same for programs: one JSON object a line.

    `route` is the name of the address, never the address; `ms` are the milliseconds since the request came, where the
    WSGI layer noted that (config/operations/meter.py).
    """

    def format(self, record: logging.LogRecord) -> str:
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        said: dict[str, Any] = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.summary(record),
        }
        request = getattr(record, "request", None)
        if request is not None and getattr(request, "method", None):
            said |= {"method": request.method, "route": route_of(request)}
        if status := getattr(record, "status_code", None):
            said["status"] = int(status)
        began = getattr(request, "META", {}).get("upstander.began")
        if began is not None:
            said["ms"] = round((time.perf_counter() - began) * 1000, 1)
        if record.exc_info and record.exc_info[0]:
            said["where"] = [
                line.strip() for line in self.where(record.exc_info[0], record.exc_info[2]).splitlines()
            ]
        return json.dumps(said, ensure_ascii=True)
