"""Django's SQLite without the CHECK on JSON columns, and with connections that outlive a request.

The CHECK calls JSON_VALID(), which SQLite refuses in a schema that is not trusted, and ours is not
(`trusted_schema=OFF` in the settings). Our own columns have ValueField; this is for the tables of libraries.
A connection that is kept would go on writing into a file that was replaced by a restored one: nobody would see it.
"""

import os
from typing import Any

from django.db.backends.sqlite3 import base

CHECKS = {
    name: sql for name, sql in base.DatabaseWrapper.data_type_check_constraints.items() if name != "JSONField"
}


class DatabaseWrapper(base.DatabaseWrapper):
    data_type_check_constraints = CHECKS
    _opened: tuple[int, int] | None = None

    def connect(self) -> None:
        super().connect()
        self._opened = self._file()

    def close_if_unusable_or_obsolete(self) -> None:
        """At the beginning and the end of a request: close it too when its name is that of another file by now."""
        if self.connection is not None and not self.in_atomic_block and self._opened != self._file():
            self.close()
        super().close_if_unusable_or_obsolete()

    def state(self) -> tuple[Any, ...] | None:
        """Two equal answers: no connection and no process changed anything in between. None inside a transaction.

        https://www.sqlite.org/pragma.html#pragma_data_version says what others did, total_changes what this one did.
        """
        if self.in_atomic_block:  # what is taken back is not counted
            return None
        self.ensure_connection()
        opened = self.connection
        return opened, opened.execute("PRAGMA data_version").fetchone()[0], opened.total_changes

    def _file(self) -> tuple[int, int] | None:
        """Which file the name leads to; None when there is none, as in memory."""
        try:
            state = os.stat(self.settings_dict["NAME"])
        except (OSError, ValueError):
            return None
        return state.st_dev, state.st_ino
