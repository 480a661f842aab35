"""What makes the database itself refuse to change, replace or delete a decision, whoever asks.

Migrations that ran long ago call this: what is made and taken for the same database may never change. On SQLite a
later migration that rebuilds the table drops its triggers with it, so such a migration ends with `put` again; a test
tries a change and a deletion after all migrations.
"""

from typing import Any

TABLE = "pledges_pledgedecision"
REFUSAL = "A decision is written once and stays."

# REPLACE deletes without asking the delete trigger, so a row that would replace another is refused as well.
SQLITE = [
    f"CREATE TRIGGER decision_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER decision_no_delete BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"""CREATE TRIGGER decision_no_replace BEFORE INSERT ON {TABLE}
    WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR hash = NEW.hash OR previous = NEW.previous
    OR (pledge_public_id = NEW.pledge_public_id AND version = NEW.version))
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608  the names are ours
]
SQLITE_TAKE = [f"DROP TRIGGER IF EXISTS decision_no_{what}" for what in ("update", "delete", "replace")]

POSTGRES = [
    f"""CREATE FUNCTION decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"CREATE TRIGGER decision_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION decision_stays()",
    f"CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION decision_stays()",
]
POSTGRES_TAKE = [
    f"DROP TRIGGER IF EXISTS decision_no_change ON {TABLE}",
    f"DROP TRIGGER IF EXISTS decision_no_truncate ON {TABLE}",
    "DROP FUNCTION IF EXISTS decision_stays()",
]


def put(connection: Any) -> None:
    """Make the triggers. A database that is neither SQLite nor PostgreSQL raises KeyError."""
    _run(connection, {"sqlite": SQLITE, "postgresql": POSTGRES}[connection.vendor])


def take(connection: Any) -> None:
    """Remove them: for a migration that goes back, and for tests that empty their database."""
    _run(connection, {"sqlite": SQLITE_TAKE, "postgresql": POSTGRES_TAKE}[connection.vendor])


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
