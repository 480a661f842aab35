"""The role that decides about pledges."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

PERMISSIONS = ["view_pledge", "change_pledge", "view_pledgedecision"]


def create_group(apps, schema_editor):
    config = apps.get_app_config("pledges")
    config.models_module = True  # create_permissions skips apps without one, and historical apps have none
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name="Moderator")
    found = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="pledges", codename__in=PERMISSIONS
    )
    group.permissions.add(*found)


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="Moderator").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("pledges", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create_group, remove_group)]
