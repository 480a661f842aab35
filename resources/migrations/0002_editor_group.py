"""The role "Editor": may edit the directory. Works on a fresh database and on one that is in use."""

from django.db import migrations

from config.permissions import Grant, every

EDITED = ("contact", "language", "organization", "service", "source", "taxonomyterm")
# A check is added by confirming and never changed.
GRANT = Grant("Editor", "resources", [*every(*EDITED), "view_verification"])


def remove(apps, schema_editor):
    """Take our permissions back; the group goes when nothing else gave it any."""
    group = GRANT.group(apps, schema_editor.connection.alias)
    if group is None:
        return
    group.permissions.remove(*group.permissions.filter(content_type__app_label="resources"))
    if not group.permissions.exists():
        group.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(GRANT.give, remove)]
