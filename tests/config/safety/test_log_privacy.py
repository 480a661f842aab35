"""Logs name a status, a method and a route; never who was there or what they wrote."""

import json
import logging
import sys

import pytest
from django.test import Client
from django.urls import resolve

from config.operations.meter import Meter
from config.safety.log_privacy import JsonFormatter, QuietFormatter

MARKERS = ("203.0.113.77", "MarkerAgent", "marker-referrer", "marker-query", "marker-secret", "marker text")


def traces(lines):
    """What the log gives away about the visitor of this file."""
    text = "\n".join(lines)
    return [marker for marker in MARKERS if marker in text]


@pytest.fixture(params=[QuietFormatter, JsonFormatter])
def lines(request):
    """Everything that anything logs, as our formatters write it."""
    written = []

    class Keep(logging.Handler):
        def emit(self, record):
            written.append(request.param().format(record))

    handler = Keep()
    loggers = [logging.getLogger(name) for name in (None, "django", "upstander")]
    for logger in loggers:
        logger.addHandler(handler)
    yield written
    for logger in loggers:
        logger.removeHandler(handler)


def visit(monkeypatch):
    """Requests of every kind from a visitor who can be recognised: found, lost, refused, and one that breaks."""
    client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.77")
    headers = {
        "User-Agent": "MarkerAgent",
        "Referer": "http://marker-referrer/",
        "X-Forwarded-For": "203.0.113.77",
    }
    client.get("/nothing/marker-secret/?q=marker-query", headers=headers)
    client.get("/iwill/mine/marker-secret/", headers=headers)
    client.post("/iwill/new/", {"text": "marker text"}, headers=headers)
    client.get("/about/", headers={**headers, "Host": "marker-referrer"})
    client.generic("TRACE", "/about/?q=marker-query", headers=headers)

    def broken():
        raise ValueError("marker text in a database error")

    monkeypatch.setattr("config.chrome.pages.figures", broken)
    client.get("/privacy/?q=marker-query", headers=headers)


def test_requests_of_every_kind_leave_no_trace_of_the_visitor(db, lines, monkeypatch):
    visit(monkeypatch)
    text = "\n".join(lines)
    assert "500 GET chrome:privacy" in text
    assert "ValueError" in text
    assert traces(lines) == []


@pytest.mark.parametrize("path", ["/iwill/new/", "/es/iwill/new/"])
def test_an_error_in_the_middle_of_a_form_tells_nobody_what_was_typed(
    db, lines, monkeypatch, settings, mailoutbox, path
):
    """Neither the log nor a mail to whoever runs the site, which Django can send, nor the page."""
    settings.ADMINS = [("Somebody", "somebody@example.org")]

    def broken(*_words, **_more):
        raise ValueError("marker text in a database error")

    monkeypatch.setattr("actions.pledges.forms.PledgeForm.is_valid", broken)
    client = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})
    answer = client.post(path, {"text": "marker text", "nickname": "MarkerAgent"})
    assert answer.status_code == 500
    assert any("500 POST pledges:" in line for line in lines)
    assert traces([*lines, answer.content.decode()]) == []
    assert mailoutbox == []


def test_a_line_of_the_development_server_has_no_path():
    record = logging.LogRecord(
        "django.server", 20, "", 0, '"%s" %s %s', ("GET /x/?q=word HTTP/1.1", "200", "5"), None
    )
    record.status_code = 200
    assert QuietFormatter().format(record) == "INFO django.server 200 GET"


WORDS = "marker text"
FORMS = (
    "/iwill/new/",
    "/iwill/words/",
    "/iwill/mine/marker-secret/",
    "/resources/",
    "/act/find/",
    "/admin/login/",
)


def test_a_sweep_of_forms_with_telling_words_leaves_none_of_them_in_the_log(db, lines):
    """Words, addresses and secrets in every place that a browser can send them, to pages that exist and that do not."""
    client = Client(
        raise_request_exception=False, REMOTE_ADDR="203.0.113.77", headers={"Sec-Fetch-Site": "cross-site"}
    )
    for path in FORMS:
        for headers in (
            {},
            {"Sec-Fetch-Site": "same-origin"},
            {"Host": "marker-referrer", "Origin": "http://marker-referrer"},
        ):
            query = f"{path}?q=marker-query"
            client.get(
                query, headers={**headers, "User-Agent": "MarkerAgent", "Referer": "http://marker-referrer/"}
            )
            client.post(
                query,
                {"text": WORDS, "words": WORDS, "q": WORDS, "username": WORDS, "password": "marker-secret"},
                headers={**headers, "X-Forwarded-For": "203.0.113.77"},
            )
            client.post(
                query, "marker text %00 \xff", content_type="application/marker-secret", headers=headers
            )
    assert lines
    assert [marker for marker in MARKERS if marker in "\n".join(lines)] == []


def test_a_line_for_programs_has_the_shape_of_the_address_and_the_milliseconds(rf):
    request = rf.get("/iwill/mine/marker-secret/?q=marker-query", REMOTE_ADDR="203.0.113.77")
    request.resolver_match = resolve("/iwill/mine/marker-secret/")
    Meter(lambda environ, _start: [])(request.META, lambda *_: None)
    try:
        raise ValueError("marker text in a database error")
    except ValueError:
        record = logging.LogRecord(
            "django.request", 40, "", 0, "%s: %s", ("Error", request.path), sys.exc_info()
        )
    record.request, record.status_code = request, 500
    line = JsonFormatter().format(record)
    assert "\n" not in line
    said = json.loads(line)
    assert list(said) == ["time", "level", "logger", "message", "method", "route", "status", "ms", "where"]
    assert (said["route"], said["status"], said["message"]) == ("pledges:mine", 500, "500 GET pledges:mine")
    assert 0 < said["ms"] < 60_000
    assert said["where"][0] == "builtins.ValueError"
    assert [marker for marker in MARKERS if marker in line] == []
