"""A page begins where the one before ended, found by an index: page 1,000 costs what the first one costs."""

from django.db import models
from django.db.models import Func


class RowBefore(Func):
    """(a, b) < (x, y) as one comparison of rows: the index is read from there on.

    Written out with OR, as Django does it for SQLite, everything newer would be walked through first.
    """

    output_field = models.BooleanField()

    def as_sql(self, compiler, connection, function=None, template=None, arg_joiner=None, **_context):
        parts = [compiler.compile(expression) for expression in self.get_source_expressions()]
        a, b, x, y = (sql for sql, _params in parts)
        return f"({a}, {b}) < ({x}, {y})", [value for _sql, params in parts for value in params]

    def as_sqlite(self, compiler, connection, **context):
        """SQLite compares pairs by an index only if both sides name an order; the key of a row has none of its own."""
        sql, params = self.as_sql(compiler, connection, **context)
        return f"{sql[:-1]} COLLATE BINARY)", params


class WallIndex(models.Index):
    """An index that ends with the key of the row. SQLite's all do so by themselves, and a key that is written out
    hides it from a comparison of pairs: a page deep inside would begin at the first row of its day.
    """

    def create_sql(self, model, schema_editor, using="", **kwargs):
        if schema_editor.connection.vendor != "sqlite":
            return super().create_sql(model, schema_editor, using, **kwargs)
        without = models.Index(fields=self.fields[:-1], name=self.name, condition=self.condition)
        return without.create_sql(model, schema_editor, using, **kwargs)
