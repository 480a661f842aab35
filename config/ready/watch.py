"""Notices every change to what the public reads, whoever makes it: forms, the admin, commands, bulk statements.

Every statement that Django sends passes a wrapper. When one of them writes to a table that pages are made of, the
number of that part goes up right after the commit: what readers may see is there before the number says so. Should a
process die in between, KEPT's time limits are the bound.
"""

import logging
import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, OperationalError, ProgrammingError, connection, transaction
from django.db.backends.signals import connection_created

from config.ready.kept import PARTS

log = logging.getLogger("upstander")
WRITES = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
# Written when somebody sends something that nobody may read yet.
NOT_SEEN = {"pledges_case", "pledges_casemark", "pledges_report", "pledges_pledgedecision", "pledges_loghead"}


@cache
def part_of() -> dict[str, str]:
    """Table to the part of the site that is made of it."""
    found = {}
    for part, labels in PARTS.items():
        for label in labels:
            for model in apps.get_app_config(label).get_models(include_auto_created=True):
                found[model._meta.db_table] = part
    return {table: part for table, part in found.items() if table not in NOT_SEEN}


def begin() -> None:
    """Watch every connection from now on."""
    connection_created.connect(_watch, dispatch_uid="config.ready.watch")


def _watch(connection: Any, **_kwargs: Any) -> None:
    if connection.alias == DEFAULT_DB_ALIAS and _wrapper not in connection.execute_wrappers:
        connection.execute_wrappers.append(_wrapper)


def _wrapper(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    written = WRITES.match(str(sql))
    part = written and part_of().get(written[1])
    if part and not (
        written and written[1] == "pledges_pledge" and str(sql).lstrip()[:6].upper() == "INSERT"
    ):
        connection = context["connection"]
        raises = BUMPS[part]
        if not any(raises is waiting[1] for waiting in connection.run_on_commit):
            transaction.on_commit(raises, using=connection.alias)
    return result


# One statement and no transaction of its own: outside a transaction this runs while the INSERT it follows is not yet
# finished, and on SQLite a COMMIT would fail then and take that row away with it.
RAISE = (
    "INSERT INTO ready_pageversion (part, number) VALUES (%s, 1) "
    "ON CONFLICT (part) DO UPDATE SET number = ready_pageversion.number + 1"
)


def bump(part: str) -> None:
    """The pages of a part are out of date. Before the first migration there is nothing to write to, and no page."""
    from config.ready.versions import Versions

    try:
        with connection.cursor() as cursor:
            cursor.execute(RAISE, [part])
    except (OperationalError, ProgrammingError):
        log.warning("The version of the pages could not be written: changes show after a while.")
    Versions.changes += 1


BUMPS = {part: partial(bump, part) for part in PARTS}
