"""Notes beside numbers in other languages, and the role "Editor" may edit what is said in them."""

import django.db.models.deletion
from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

WANTED = [
    f"{verb}_{model}" for model in ("servicetext", "contacttext") for verb in ("add", "change", "delete", "view")
]


def create(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions are made after all migrations; this one needs them now. Making them twice does no harm.
    config = apps.get_app_config("resources")
    config.models_module = installed.get_app_config("resources").models_module  # the stub here has none
    create_permissions(config, verbosity=0, using=using, apps=apps)
    config.models_module = None
    group = apps.get_model("auth", "Group").objects.using(using).filter(name="Editor").first()
    if group:
        group.permissions.add(*_permissions(apps, using))


def remove(apps, schema_editor):
    using = schema_editor.connection.alias
    group = apps.get_model("auth", "Group").objects.using(using).filter(name="Editor").first()
    if group:
        group.permissions.remove(*_permissions(apps, using))


def _permissions(apps, using):
    found = apps.get_model("auth", "Permission").objects.using(using)
    return found.filter(content_type__app_label="resources", codename__in=WANTED)


class Migration(migrations.Migration):

    dependencies = [
        ("resources", "0009_places"),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('note', models.TextField(blank=True, verbose_name='note for readers')),
                ('display', models.CharField(blank=True, max_length=200, verbose_name='as people write it')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='resources.contact')),
            ],
            options={
                'verbose_name': 'translation of a contact',
                'verbose_name_plural': 'translations of contacts',
                'ordering': ('contact', 'language'),
                'constraints': [models.UniqueConstraint(fields=('contact', 'language'), name='resources_contacttext_once'), models.CheckConstraint(condition=models.Q(('language__in', ('', 'en')), _negated=True), name='resources_contacttext_not_english')],
            },
        ),
        migrations.RunPython(create, remove),
    ]
