"""A word to the planner of PostgreSQL when many rows came at once."""

from collections.abc import Iterable

from django.db import connection, models


def rows_came(tables: Iterable[type[models.Model]]) -> None:
    """Let PostgreSQL look at these tables now. By itself it would look a minute later, and a page could take seconds
    until then, for it plans with what it knew of empty tables. SQLite plans well without. Inside a transaction, too.
    """
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")
