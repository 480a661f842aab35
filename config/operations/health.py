"""/readyz: whether this process has all that it needs. "ok", or one word for what is missing; no detail for strangers.

The checks are a table; the first that fails is named. All of it ends within DEADLINE: what asks the database runs in
a thread of its own, and a database that does not answer in time is away.
"""

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config.ready import versions

DEADLINE = 0.8  # seconds for what asks the database
LEAST_FREE = 50_000_000  # bytes on the disk of var/


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """200 and "ok", or 503 and a word of CHECKS."""
    failed = missing()
    return HttpResponse(
        f"{failed or 'ok'}\n", content_type="text/plain; charset=utf-8", status=503 if failed else 200
    )


def missing() -> str:
    """The word of the first check that fails, or ""."""
    return next((word for word, good in CHECKS if not good()), "") or _asked()


def has_static() -> bool:
    """The list of hashed names was made; in development there is none."""
    return settings.DEBUG or (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file()


def can_write() -> bool:
    """A file can be made in var/."""
    try:
        with tempfile.TemporaryFile(dir=settings.VAR):
            return True
    except OSError:
        return False


def has_room() -> bool:
    """The disk of var/ is not about to be full."""
    return shutil.disk_usage(settings.VAR).free >= LEAST_FREE


def answers() -> bool:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def is_migrated() -> bool:
    """The newest migration of every app was applied."""
    return set(newest()) <= set(MigrationRecorder(connection).applied_migrations())


@cache
def newest() -> tuple[tuple[str, str], ...]:
    """(app, migration) at the end of every app's line; read from the files once."""
    return tuple(MigrationLoader(None).graph.leaf_nodes())


def has_versions() -> bool:
    """The numbers that ready pages rest on can be read."""
    return not settings.READY_BYTES or versions.read() is not None


Check = tuple[str, Callable[[], bool]]
CHECKS: tuple[Check, ...] = (("static", has_static), ("var", can_write), ("disk", has_room))
ASKING: tuple[Check, ...] = (("database", answers), ("migrations", is_migrated), ("versions", has_versions))
_asking = threading.Lock()  # one question at a time: threads must not pile up behind a frozen database


def _asked() -> str:
    """The word of the first check in ASKING that fails, or ""; "database" when there is no answer in time."""
    newest()  # reads files the first time
    until = time.monotonic() + DEADLINE
    if not _asking.acquire(timeout=DEADLINE):
        return ASKING[0][0]
    found = [ASKING[0][0]]

    def ask() -> None:
        try:
            for word, good in ASKING:
                found[0] = word
                if not good():
                    return
            found[0] = ""
        except Exception:  # whatever it is, the word says where
            return
        finally:
            connections.close_all()
            _asking.release()

    thread = threading.Thread(target=ask, name=f"readyz-{os.getpid()}", daemon=True)
    thread.start()
    thread.join(max(0.0, until - time.monotonic()))
    return ASKING[0][0] if thread.is_alive() else found[0]
