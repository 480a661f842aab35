"""Editors may edit places. Seeing confidential addresses is a permission that a person gets, not a role."""

from django.db import migrations

from config.permissions import Grant, every

GRANT = Grant("Editor", "resources", every("location", "serviceatlocation"))


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0008_imports"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(GRANT.give, GRANT.take)]
