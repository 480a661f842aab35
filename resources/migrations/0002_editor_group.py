"""The role "Editor": may edit the directory. Works on a fresh database and on one that is in use."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "Editor"
EDITED = ("contact", "language", "organization", "service", "source", "taxonomyterm")


def wanted():
    codes = [f"{verb}_{model}" for model in EDITED for verb in ("add", "change", "delete", "view")]
    return [*codes, "view_verification"]  # a check is added by confirming and never changed


def create(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions are made after all migrations; this one needs them now. Making them twice does no harm.
    config = apps.get_app_config("resources")
    config.models_module = installed.get_app_config("resources").models_module  # the stub here has none
    create_permissions(config, verbosity=0, using=using, apps=apps)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    group, _created = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=NAME)
    group.permissions.add(
        *Permission.objects.using(using).filter(content_type__app_label="resources", codename__in=wanted())
    )


def remove(apps, schema_editor):
    """Take our permissions back; the group goes when nothing else gave it any."""
    using = schema_editor.connection.alias
    group = apps.get_model("auth", "Group").objects.using(using).filter(name=NAME).first()
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
    operations = [migrations.RunPython(create, remove)]
