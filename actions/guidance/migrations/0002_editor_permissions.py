"""Editors may add, change, delete and see every piece of guidance."""

from django.db import migrations

from config.permissions import Grant, every

# Taken back, the group stays: it belongs to the directory.
GRANT = Grant("Editor", "guidance", every("guide", "action", "fact", "article", "point", "source"))


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0001_initial"),
        ("resources", "0002_editor_group"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(GRANT.give, GRANT.take)]
