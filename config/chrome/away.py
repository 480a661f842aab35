"""When the database cannot be reached or takes nothing: which errors say so, and how a form comes back with its words.

A fault of ours in a query is none of these; it stays a 500, or nobody would ever hear of it.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.safety.headers import is_staff_path
from config.safety.origin import same_origin

AWAY, FULL = "away", "full"
RETRY_AFTER = 30  # seconds; a restart of the database takes about two

# Primary result codes, https://www.sqlite.org/rescode.html
SQLITE = {
    **dict.fromkeys(
        [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT], AWAY
    ),
    **dict.fromkeys(
        [sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_NOMEM], AWAY
    ),
    **dict.fromkeys([sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY], FULL),
}
# States of PostgreSQL or their first two characters, https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRESQL = {
    "53100": FULL,  # the disk
    "25006": FULL,  # this server only reads
    "08": AWAY,  # connection
    "53": AWAY,  # memory, number of connections
    "57": AWAY,  # shut down, or a statement that took too long
    "58": AWAY,  # input and output of the machine
    "55P03": AWAY,  # waited too long for a lock
    "40": AWAY,  # two writers in each other's way: sending again helps
    "3D000": AWAY,  # the server is there, the database is not
}


def trouble(error: BaseException | None) -> str:
    """AWAY or FULL for an error that says so, "" for any other."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return ""
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        # A file that is gone is made anew by SQLite, without a table in it.
        return SQLITE.get(code & 0xFF, AWAY if "no such table" in str(cause) else "")
    state = getattr(cause, "sqlstate", None)
    if state:
        return POSTGRESQL.get(state, POSTGRESQL.get(state[:2], ""))
    return AWAY if isinstance(error, OperationalError | InterfaceError) else ""


# Boxes that people write in: name to label, and whether it may hold more than a line. All else goes back hidden.
WRITTEN: dict[str, tuple[str | Promise, bool]] = {
    "text": (_("What you wrote"), True),
    "plan_if": (_("When will you do it?"), True),
    "nickname": (_("The name you chose"), False),
    "words": (_("Your nine words"), True),
    "q": (_("What you looked for"), False),
}
NEW_VALUE = "_new"  # how the names of boxes end in which an organisation puts its number right
# Never sent back: passwords, tokens of a session, and what the page has of its own.
NEVER = ("csrfmiddlewaretoken", "unkept")


@dataclass(frozen=True)
class Field:
    """One value of a form that was sent. `label` is "" for one that is not shown."""

    name: str
    value: str
    label: str | Promise = ""
    long: bool = False


def typed(request: HttpRequest) -> list[Field]:
    """What a public form sent, to be sent again. Empty for staff, for another site's form, for a body nobody can read.

    Nothing of it is kept or logged: it goes back into the page that answers.
    """
    if request.method != "POST" or is_staff_path(request.path_info) or not same_origin(request):
        return []
    try:
        sent: Any = request.POST
        pairs = [(name, value) for name, values in sent.lists() for value in values]
    except Exception:  # as in crisis: half a dozen kinds
        return []
    again = "do" in sent  # a button of the private page: its words were not on the screen either
    return [
        _field(name, value, hidden=again)
        for name, value in pairs
        if name not in NEVER and "password" not in name.lower()
    ]


def _field(name: str, value: str, *, hidden: bool) -> Field:
    label, long = WRITTEN.get(
        name, (_("The right number or address"), False) if name.endswith(NEW_VALUE) else ("", False)
    )
    return Field(name, value) if hidden or not label else Field(name, value, label, long)
