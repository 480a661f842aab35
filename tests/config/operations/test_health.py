"""/readyz says "ok" or one word, soon, and nothing more."""

import re
import threading
import time
from collections import namedtuple
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from config.operations import health

Usage = namedtuple("Usage", "total used free")


def answer():
    began = time.monotonic()
    response = Client().get("/readyz")
    return response.status_code, response.content.decode(), time.monotonic() - began


@pytest.mark.django_db(transaction=True)
def test_ready_means_ready():
    health.newest()
    status, body, seconds = answer()
    assert (status, body) == (200, "ok\n")
    assert seconds < 5, "most often some milliseconds"


BROKEN = {
    "static": lambda patch, _path: patch.setattr("config.operations.health.settings.STATIC_ROOT", "/nowhere"),
    "var": lambda patch, path: patch.setattr("config.operations.health.settings.VAR", path / "none"),
    "disk": lambda patch, _path: patch.setattr(
        "shutil.disk_usage", lambda _place: Usage(10**9, 10**9 - 1, 1)
    ),
    "database": lambda patch, _path: patch.setattr(health, "ASKING", (("database", lambda: 1 / 0),)),
    "migrations": lambda patch, _path: patch.setattr(
        health, "newest", lambda: (("pledges", "9999_not_yet"),)
    ),
    "versions": lambda patch, _path: patch.setattr("config.ready.versions.read", lambda: None),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("word", BROKEN)
def test_what_fails_is_named_in_one_word(word, monkeypatch, tmp_path):
    BROKEN[word](monkeypatch, tmp_path)
    assert health.missing() == word


def test_a_database_that_hangs_is_away_within_a_second_and_takes_no_more_threads(monkeypatch):
    over = threading.Event()
    real = re.search(r"^DEADLINE = (\S+)", Path(health.__file__).read_text(encoding="utf-8"), re.MULTILINE)
    assert float(real[1]) < 1
    monkeypatch.setattr(health, "DEADLINE", float(real[1]))
    monkeypatch.setattr(health, "ASKING", (("database", lambda: over.wait(20)),))
    health.newest()
    try:
        before = threading.active_count()
        for _ in range(3):
            status, body, seconds = answer()
            assert (status, body) == (503, "database\n")
            assert seconds < 5, "DEADLINE, and time for a busy machine"
        assert threading.active_count() <= before + 1
    finally:
        over.set()
        assert health._asking.acquire(timeout=5)
        health._asking.release()


def test_it_never_tells_more_than_a_word():
    words = [word for word, _check in (*health.CHECKS, *health.ASKING)]
    assert sorted(words) == sorted(BROKEN)
    assert all(word.isalpha() for word in words)
    assert connection.vendor  # the words above hold on both
