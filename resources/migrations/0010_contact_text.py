"""Notes beside numbers in other languages, and the role "Editor" may edit what is said in them."""

import django.db.models.deletion
from django.db import migrations, models

from config.permissions import Grant, every

GRANT = Grant("Editor", "resources", every("servicetext", "contacttext"), make=False)


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
        migrations.RunPython(GRANT.give, GRANT.take),
    ]
