"""Editors may edit places. Seeing confidential addresses is a permission that a person gets, not a role."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "Editor"
WANTED = [
    f"{verb}_{model}"
    for model in ("location", "serviceatlocation")
    for verb in ("add", "change", "delete", "view")
]


def allow(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions are made after all migrations; this one needs them now. Making them twice does no harm.
    config = apps.get_app_config("resources")
    config.models_module = installed.get_app_config("resources").models_module  # the stub here has none
    create_permissions(config, verbosity=0, using=using, apps=apps)
    config.models_module = None
    group, _created = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=NAME)
    group.permissions.add(*_permissions(apps, using))


def forbid(apps, schema_editor):
    using = schema_editor.connection.alias
    group = apps.get_model("auth", "Group").objects.using(using).filter(name=NAME).first()
    if group is not None:
        group.permissions.remove(*_permissions(apps, using))


def _permissions(apps, using):
    return (
        apps.get_model("auth", "Permission")
        .objects.using(using)
        .filter(content_type__app_label="resources", codename__in=WANTED)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0008_imports"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(allow, forbid)]
