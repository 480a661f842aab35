"""Deleted means gone: on SQLite the bytes leave the files, not only the rows."""

from django.db import connection


def wipe() -> None:
    """Move the write-ahead log into the database file and empty it: with secure_delete the old bytes are zeros then.

    A reader in the middle of a query makes SQLite skip the emptying; the hourly `tidy` does it again. PostgreSQL
    frees the space at its next vacuum. Call it after the transaction, never inside one.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
