"""SQLite as we promise it: what is answered is on disk, and what is deleted is overwritten."""

import os
import shutil
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.db import connection

from config.database.sqlite3.base import DatabaseWrapper

EXPECTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
}


def promised():
    """What this thread's connection says about itself."""
    with connection.cursor() as cursor:
        return {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in EXPECTED}


@pytest.mark.django_db
def test_sqlite_runs_with_the_promised_settings():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no pragmas")
    assert promised() == EXPECTED
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db
def test_postgresql_checks_its_connections():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connections to check")
    assert connection.settings_dict["CONN_HEALTH_CHECKS"] is True
    assert connection.settings_dict["CONN_MAX_AGE"] == 60
    assert connection.settings_dict["OPTIONS"]["connect_timeout"] == 2
    assert connection.settings_dict["OPTIONS"]["tcp_user_timeout"] == 10_000
    with connection.cursor() as cursor:
        names = ("lock_timeout", "idle_in_transaction_session_timeout", "synchronous_commit")
        found = [cursor.execute(f"SHOW {name}").fetchone()[0] for name in names]
    assert found == ["10s", "1min", "on"]


@pytest.mark.parametrize(("asked", "limit"), [(None, "15"), ("40", "40")])
@pytest.mark.parametrize("where", ["shell", "file"])
def test_a_page_waits_no_longer_than_so_many_seconds_for_a_statement_and_a_command_as_long_as_it_needs(
    asked, limit, where, tmp_path
):
    """In a process of its own: settings are read once. What stands in .env counts as much as a variable."""
    env = {**os.environ, "DATABASE_URL": "postgres://u@127.0.0.1:1/d", "DEBUG": "0", "ALLOWED_HOSTS": "x"}
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": "x" * 50}
    env.pop("STATEMENT_SECONDS", None)
    file = tmp_path / ".env"
    file.write_text(f"STATEMENT_SECONDS={asked}\n" if asked and where == "file" else "")
    env |= {"STATEMENT_SECONDS": asked} if asked and where == "shell" else {}
    said = {}
    for entry in ("config.wsgi", "config.settings"):
        code = (
            "from pathlib import Path; from config import env; real = env.read_file;"
            f"env.read_file = lambda _path: real(Path({str(file)!r}));"
            f"import {entry}; from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])"
        )
        said[entry] = subprocess.run(
            [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
        ).stdout
    assert f"-c statement_timeout={limit}s" in said["config.wsgi"]
    assert "-c statement_timeout=0s" in said["config.settings"]


@pytest.mark.django_db(transaction=True)
def test_every_new_connection_has_them_and_begins_by_taking_the_lock():
    """Settings of SQLite belong to a connection, and each thread has its own."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no pragmas")
    found = []

    def look():
        try:
            found.append((promised(), connection.transaction_mode, connection.in_atomic_block))
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [(EXPECTED, "IMMEDIATE", False)] * 4


@pytest.mark.django_db
def test_a_kept_connection_notices_that_its_file_was_replaced(tmp_path):
    """A restored database takes the place of the file; writing on into the old one would lose what was answered."""
    file = tmp_path / "db.sqlite3"
    values = {**connection.settings_dict, "ENGINE": "config.database.sqlite3", "NAME": str(file)}
    kept = DatabaseWrapper({**values, "CONN_MAX_AGE": 60, "OPTIONS": {}}, "replaced")
    with kept.cursor() as cursor:
        cursor.execute("CREATE TABLE t AS SELECT 1")
    opened = kept.connection
    kept.close_if_unusable_or_obsolete()
    assert kept.connection is opened
    shutil.copy(file, tmp_path / "restored")
    (tmp_path / "restored").rename(file)
    kept.close_if_unusable_or_obsolete()
    assert kept.connection is None
