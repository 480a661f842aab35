"""Next steps for when a line is busy, and the right of editors to choose them."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
import django.db.models.deletion
from django.db import migrations, models

CODES = [f"{verb}_fallback" for verb in ("add", "change", "delete", "view")]


def _permissions(apps, using):
    return apps.get_model("auth", "Permission").objects.using(using).filter(
        content_type__app_label="resources", codename__in=CODES
    )


def allow(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions are made after all migrations; this one needs them now. Making them twice does no harm.
    config = apps.get_app_config("resources")
    config.models_module = installed.get_app_config("resources").models_module  # the stub here has none
    create_permissions(config, verbosity=0, using=using, apps=apps)
    config.models_module = None
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name="Editor"):
        group.permissions.add(*_permissions(apps, using))


def forbid(apps, schema_editor):
    using = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name="Editor"):
        group.permissions.remove(*_permissions(apps, using))


class Migration(migrations.Migration):

    dependencies = [
        ("resources", "0004_search"),
    ]

    operations = [
        migrations.CreateModel(
            name='Fallback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fallbacks', to='resources.service')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fallback_of', to='resources.service', verbose_name='next service to try')),
            ],
            options={
                'verbose_name': 'next step if it is busy',
                'verbose_name_plural': 'next steps if it is busy',
                'ordering': ('service', 'position', 'id'),
                'constraints': [models.UniqueConstraint(fields=('service', 'to'), name='resources_fallback_once'), models.CheckConstraint(condition=models.Q(('service', models.F('to')), _negated=True), name='resources_fallback_leads_on', violation_error_message='A service cannot be its own next step.')],
            },
        ),
        migrations.RunPython(allow, forbid),
    ]
