"""Versions of every piece, and what a translation was made from. Editors may look at versions; nobody changes them."""

import config.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from config.permissions import Grant


GRANT = Grant("Editor", "guidance", ["view_revision"])



class Migration(migrations.Migration):

    dependencies = [
        ('guidance', '0004_practice_editors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='action',
            name='translated_from',
            field=models.CharField(blank=True, editable=False, help_text='A translation only: the fingerprint of the English texts it was made from.', max_length=64),
        ),
        migrations.AddField(
            model_name='article',
            name='translated_from',
            field=models.CharField(blank=True, editable=False, help_text='A translation only: the fingerprint of the English texts it was made from.', max_length=64),
        ),
        migrations.AddField(
            model_name='fact',
            name='translated_from',
            field=models.CharField(blank=True, editable=False, help_text='A translation only: the fingerprint of the English texts it was made from.', max_length=64),
        ),
        migrations.AddField(
            model_name='guide',
            name='translated_from',
            field=models.CharField(blank=True, editable=False, help_text='A translation only: the fingerprint of the English texts it was made from.', max_length=64),
        ),
        migrations.AddField(
            model_name='idea',
            name='translated_from',
            field=models.CharField(blank=True, editable=False, help_text='A translation only: the fingerprint of the English texts it was made from.', max_length=64),
        ),
        migrations.AddField(
            model_name='scenario',
            name='translated_from',
            field=models.CharField(blank=True, editable=False, help_text='A translation only: the fingerprint of the English texts it was made from.', max_length=64),
        ),
        migrations.AddField(
            model_name='word',
            name='translated_from',
            field=models.CharField(blank=True, editable=False, help_text='A translation only: the fingerprint of the English texts it was made from.', max_length=64),
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('key', models.CharField(max_length=12, verbose_name='key')),
                ('language', models.CharField(blank=True, max_length=8, verbose_name='language')),
                ('record', config.fields.ValueField(help_text='The record of kinds.py, with its parts.', verbose_name='what it said')),
                ('when', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('origin', models.CharField(choices=[('file', 'From the file'), ('editor', 'Edited here'), ('restored', 'Brought back'), ('deleted', 'Deleted; this is what it said')], max_length=10, verbose_name='origin')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['kind', 'key', 'language'], name='guidance_revision_of_piece')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', ''), _negated=True), models.Q(('key', ''), _negated=True), ('origin__in', ['file', 'editor', 'restored', 'deleted'])), name='guidance_revision_names_a_piece')],
            },
        ),
        migrations.RunPython(GRANT.give, GRANT.take),
    ]
