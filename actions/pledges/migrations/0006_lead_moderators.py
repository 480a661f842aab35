"""Lead moderators: what moderators may, and the switch that closes the board."""

from django.db import migrations

from config.permissions import Grant

MODERATES = ("view_pledge", "change_pledge", "view_pledgedecision")
LEAD = Grant("Lead moderator", "pledges", (*MODERATES, "view_boardstate", "change_boardstate"))
# A moderator sees whether the board is open.
SEES = Grant("Moderator", "pledges", ("view_boardstate",), make=False)


def remove(apps, schema_editor):
    """Take our permissions back; the group goes when nothing else gave it any."""
    LEAD.take(apps, schema_editor)
    group = LEAD.group(apps, schema_editor.connection.alias)
    if group is not None and not group.permissions.exists():
        group.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("pledges", "0005_guard_decisions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(LEAD.give, remove), migrations.RunPython(SEES.give, SEES.take)]
