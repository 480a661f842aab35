"""Django's SQLite without the CHECK on JSON columns.

The CHECK calls JSON_VALID(), which SQLite refuses in a schema that is not trusted, and ours is not
(`trusted_schema=OFF` in the settings). Our own columns have ValueField; this is for the tables of libraries.
"""

from django.db.backends.sqlite3 import base

CHECKS = {
    name: sql for name, sql in base.DatabaseWrapper.data_type_check_constraints.items() if name != "JSONField"
}


class DatabaseWrapper(base.DatabaseWrapper):
    data_type_check_constraints = CHECKS
