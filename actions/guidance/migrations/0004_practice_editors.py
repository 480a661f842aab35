"""Editors may add, change, delete and see practice stories, words and shared ideas too."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Editor"
MODELS = ("scenario", "choice", "word", "idea")


def permissions(apps, using):
    return apps.get_model("auth", "Permission").objects.using(using).filter(
        content_type__app_label="guidance", content_type__model__in=MODELS
    )


def allow(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions are made after all migrations; this one needs them now. Making them twice does no harm.
    config = apps.get_app_config("guidance")
    config.models_module = installed.get_app_config("guidance").models_module  # the stub here has none
    create_permissions(config, verbosity=0, using=using, apps=apps)
    config.models_module = None
    group, _created = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=GROUP)
    group.permissions.add(*permissions(apps, using))


def disallow(apps, schema_editor):
    """Take our permissions back. The group belongs to the directory and stays."""
    using = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name=GROUP):
        group.permissions.remove(*permissions(apps, using))


class Migration(migrations.Migration):
    dependencies = [("guidance", "0003_practice_words_ideas")]
    operations = [migrations.RunPython(allow, disallow)]
