"""Decisions from before the chain become its first rows, in the order in which they were written."""

from django.db import migrations

from actions.pledges.chain import GENESIS, digest


def chain(apps, schema_editor):
    using = schema_editor.connection.alias
    rows = apps.get_model("pledges", "PledgeDecision").objects.using(using)
    last, length = GENESIS, 0
    for row in rows.order_by("pk").iterator(chunk_size=2000):
        row.previous, row.hash = last, digest(row, last)
        row.save(update_fields=["previous", "hash"])
        last, length = row.hash, length + 1
    heads = apps.get_model("pledges", "LogHead").objects.using(using)
    heads.update_or_create(pk=1, defaults={"hash": last, "length": length})


def unchain(apps, schema_editor):
    using = schema_editor.connection.alias
    apps.get_model("pledges", "PledgeDecision").objects.using(using).update(previous=None, hash=None)
    apps.get_model("pledges", "LogHead").objects.using(using).all().delete()


class Migration(migrations.Migration):
    dependencies = [("pledges", "0003_chain_and_kept")]
    operations = [migrations.RunPython(chain, unchain)]
