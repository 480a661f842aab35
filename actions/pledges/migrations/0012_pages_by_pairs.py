"""On SQLite the indexes of the wall end with the key by themselves: only so is a pair found at once.

On PostgreSQL they are what they were, and are left alone: made anew they would lock the board for nothing.
"""

from django.db import migrations
from django.db.models import Q

from actions.pledges.models.keyset import WallIndex

CONDITION = Q(status="published", action_key="")


class OnSQLite:
    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            super().database_backwards(app_label, schema_editor, from_state, to_state)


class RemoveIndex(OnSQLite, migrations.RemoveIndex):
    pass


class AddIndex(OnSQLite, migrations.AddIndex):
    pass


def anew(name, *fields):
    return [
        RemoveIndex("pledge", name),
        AddIndex("pledge", WallIndex(fields=fields, name=name, condition=CONDITION)),
    ]


class Migration(migrations.Migration):
    dependencies = [("pledges", "0011_longer_keys")]
    operations = [
        *anew("pledge_wall", "decided_on", "id"),
        *(
            step
            for name in ("language", "near", "place", "strategy")
            for step in anew(f"pledge_wall_{name}", name, "decided_on", "id")
        ),
    ]
