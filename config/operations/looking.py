"""Whether a copy holds what it must: it is opened, read to its end and compared with itself."""

import datetime as dt
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import connection

from actions.pledges import chain
from actions.pledges.models import LogHead, PledgeDecision
from config.operations import engines

COUNTED = ("pledges.Pledge", "pledges.PledgeDecision", "resources.Service", "guidance.Guide", "auth.User")
LOG = ("id", "pledge_public_id", "version", "outcome", "code", "by_id", "at", "previous", "hash")


class CopyError(Exception):
    """A sentence about what is wrong with a copy."""


@dataclass(frozen=True)
class Contents:
    """What was found: rows of each main table, names of migrations, decisions in the chain and its head."""

    rows: dict[str, int]
    migrations: int
    decisions: int
    head: str

    @property
    def line(self) -> str:
        counted = ", ".join(f"{name} {number}" for name, number in self.rows.items())
        return f"{counted}; {self.migrations} migrations; {self.decisions} decisions, chain intact, head {self.head}"


def into(path: Path) -> Contents:
    """Read a copy of the kind that the settings name. Raises CopyError or engines.EngineError."""
    look = _sqlite if connection.vendor == "sqlite" else _postgres
    try:
        return look(path)
    except (sqlite3.Error, ValueError) as error:
        raise CopyError(f"The copy is not whole: {error}.") from error


def tables() -> dict[str, str]:
    """Table to the word that people know it by."""
    models = [apps.get_model(label) for label in COUNTED]
    return {model._meta.db_table: str(model._meta.verbose_name_plural) for model in models}


def _sqlite(path: Path) -> Contents:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
        said = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise CopyError(f"The copy is damaged: {said}.")
        counts = {
            word: copy.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]  # noqa: S608  names of our models
            for table, word in tables().items()
        }
        migrations = copy.execute("SELECT COUNT(*) FROM django_migrations").fetchone()[0]
        head = copy.execute(f"SELECT length, hash FROM {LogHead._meta.db_table}").fetchone()  # noqa: S608
        return _checked(counts, migrations, copy, PledgeDecision._meta.db_table, head)


def _checked(
    counts: dict[str, int], migrations: int, log: sqlite3.Connection, table: str, head: tuple[Any, ...] | None
) -> Contents:
    """`log` holds the decisions in `table`."""
    if not migrations:
        raise CopyError("The copy names no migration, so it is no copy of this site.")
    rows = (_decision(row) for row in log.execute(f"SELECT {', '.join(LOG)} FROM {table} ORDER BY id"))  # noqa: S608
    number, last, wrong = chain.check(rows, LogHead(length=int(head[0]), hash=head[1]) if head else None)
    if wrong is not None:
        raise CopyError(f"The chain of decisions in the copy does not fit after {number} rows.")
    return Contents(counts, migrations, number, last)


def _decision(row: tuple[Any, ...]) -> SimpleNamespace:
    named = dict(zip(LOG, row, strict=True))
    at = dt.datetime.fromisoformat(str(named["at"]))
    return SimpleNamespace(
        **{
            **named,
            "at": at if at.tzinfo else at.replace(tzinfo=dt.UTC),
        }  # SQLite keeps UTC without saying so
    )


def _postgres(path: Path) -> Contents:
    """The whole dump is read once, as the text that PostgreSQL would load; the decisions go into a scratch table."""
    wanted, migrations, head, seen = tables(), 0, None, set()
    counts = dict.fromkeys(wanted.values(), 0)
    with closing(sqlite3.connect("")) as scratch:  # "" is a temporary file: a long log needs no memory
        columns = ", ".join(
            f"{name} {'INTEGER' if name in ('id', 'version', 'by_id') else 'TEXT'}" for name in LOG
        )
        scratch.execute(f"CREATE TABLE log ({columns})")
        for table, names, values in _loaded(path):
            seen.add(table)
            if values is None:
                continue
            if table in wanted:
                counts[wanted[table]] += 1
            migrations += table == "django_migrations"
            row = dict(zip(names, values, strict=True))
            if table == LogHead._meta.db_table:
                head = (row["length"], row["hash"])
            if table == PledgeDecision._meta.db_table:
                marks = ", ".join("?" * len(LOG))
                scratch.execute(f"INSERT INTO log VALUES ({marks})", [row[name] for name in LOG])  # noqa: S608
        if missing := set(wanted) - seen:
            raise CopyError(f"The copy lacks the table {sorted(missing)[0]}.")
        return _checked(counts, migrations, scratch, "log", head)


def _loaded(path: Path) -> Iterator[tuple[str, list[str], list[str] | None]]:
    """(table, columns, None) for each table, and (table, columns, values) for each of its rows."""
    command = [engines.program("pg_restore"), "--data-only", "--file=-", str(path)]
    with subprocess.Popen(  # noqa: S603  the program and its arguments are ours
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace"
    ) as reading:
        table = ""
        names: list[str] = []
        for line in reading.stdout or ():
            if table and line == "\\.\n":
                table = ""
            elif table:
                yield table, names, line.rstrip("\n").split("\t")
            elif line.startswith("COPY "):
                name, _bracket, rest = line[5:].partition(" (")
                table = name.rpartition(".")[2].strip('"')
                names = [word.strip('" ') for word in rest.partition(")")[0].split(",")]
                yield table, names, None
    if reading.returncode:
        raise CopyError("pg_restore could not read the copy to its end.")
