"""Logs name a status, a method and a route; never who was there or what they wrote."""

import logging

import pytest
from django.test import Client

from config.safety.log_privacy import QuietFormatter

MARKERS = ("203.0.113.77", "MarkerAgent", "marker-referrer", "marker-query", "marker-secret", "marker text")


def traces(lines):
    """What the log gives away about the visitor of this file."""
    text = "\n".join(lines)
    return [marker for marker in MARKERS if marker in text]


@pytest.fixture
def lines():
    """Everything that anything logs, as our formatter writes it."""
    written = []

    class Keep(logging.Handler):
        def emit(self, record):
            written.append(QuietFormatter().format(record))

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
