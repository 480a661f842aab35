"""The role that decides about pledges."""

from django.db import migrations

from config.permissions import Grant

GRANT = Grant("Moderator", "pledges", ("view_pledge", "change_pledge", "view_pledgedecision"))


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="Moderator").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("pledges", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(GRANT.give, remove_group)]
