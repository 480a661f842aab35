"""From here on no decision can be changed, replaced or deleted, by whatever way into the database."""

from django.db import migrations, models

from actions.pledges import log_guard


def put(apps, schema_editor):
    log_guard.put(schema_editor.connection)


def take(apps, schema_editor):
    log_guard.take(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("pledges", "0004_chain_old_decisions")]
    operations = [
        migrations.AlterField(
            "pledgedecision", "hash", models.CharField(max_length=64, unique=True, verbose_name="hash")
        ),
        migrations.AlterField(
            "pledgedecision",
            "previous",
            models.CharField(max_length=64, unique=True, verbose_name="hash of the row before"),
        ),
        migrations.RunPython(put, take),
    ]
