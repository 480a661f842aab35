"""Tables of the search. The tokens lie in a table that each engine makes its own way; see `models/search_tokens.py`."""

import django.db.models.deletion
from django.db import migrations, models

from config.permissions import Grant, every

TABLE = "resources_searchtokens"
MAKE = {
    # detail=none: only which row holds a token. "ascii": the tokens are a-z and 0-9 already.
    "sqlite": [f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, tokenize='ascii', detail=none, columnsize=0)"],
    "postgresql": [
        f"CREATE TABLE {TABLE} (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
        f"CREATE INDEX {TABLE}_gin ON {TABLE} USING gin (words) WITH (fastupdate = off)",
    ],
}
# Editors look after what people type, and see what was not found.
GRANT = Grant("Editor", "resources", [*every("synonym"), "view_unmetneed"])


def make_tokens(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_tokens(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


class Migration(migrations.Migration):

    dependencies = [
        ("resources", "0003_directory_complete"),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchCodes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('needs', models.CharField(max_length=1000)),
                ('audiences', models.CharField(max_length=1000)),
                ('languages', models.CharField(max_length=1000)),
                ('channels', models.CharField(max_length=200)),
            ],
            options={
                'verbose_name': 'combination of filters',
                'verbose_name_plural': 'combinations of filters',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('needs', 'audiences', 'languages', 'channels'), name='resources_searchcodes_once')],
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('word', models.CharField(max_length=40)),
            ],
            options={
                'verbose_name': 'word of a name',
                'verbose_name_plural': 'words of names',
                'ordering': ('key', 'word'),
                'constraints': [models.UniqueConstraint(fields=('key', 'word'), name='resources_searchword_once')],
            },
        ),
        migrations.CreateModel(
            name='UnmetNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.CharField(blank=True, help_text='Empty: none was named.', max_length=40, verbose_name='need')),
                ('country', models.CharField(max_length=2, verbose_name='country')),
                ('region', models.CharField(blank=True, max_length=6, verbose_name='region')),
                ('month', models.DateField(verbose_name='month')),
                ('times', models.PositiveIntegerField(default=0, verbose_name='times')),
            ],
            options={
                'verbose_name': 'need that nothing met',
                'verbose_name_plural': 'needs that nothing met',
                'ordering': ('-month', '-times', 'country', 'region', 'need'),
                'constraints': [models.UniqueConstraint(fields=('month', 'country', 'region', 'need'), name='resources_unmetneed_once_a_month'), models.CheckConstraint(condition=models.Q(('country', ''), _negated=True), name='resources_unmetneed_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='SearchRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shown', models.BooleanField(help_text='Published and running.')),
                ('country', models.CharField(blank=True, max_length=2)),
                ('region', models.CharField(blank=True, max_length=6)),
                ('rank', models.PositiveSmallIntegerField(help_text='What `by_help` puts first has the smallest.')),
                ('aside', models.BooleanField(help_text='For people who fear to do harm: stands after the others.')),
                ('crisis', models.BooleanField()),
                ('always', models.BooleanField()),
                ('free', models.BooleanField()),
                ('anonymous', models.BooleanField()),
                ('name_size', models.PositiveSmallIntegerField(help_text='How many words tell its name from others.')),
                ('sort_key', models.CharField(max_length=300)),
                ('version', models.PositiveSmallIntegerField(help_text='Of the rules by which this row was made.')),
                ('modified', models.DateTimeField(help_text='When the service had last changed as this row was made.')),
                ('until', models.DateField(blank=True, help_text='The day on which a contact grows too old to be shown.', null=True)),
                ('codes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='resources.searchcodes')),
                ('service', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='search_row', to='resources.service')),
            ],
            options={
                'verbose_name': 'search row',
                'verbose_name_plural': 'search rows',
                'ordering': ('pk',),
                'indexes': [models.Index(condition=models.Q(('shown', True)), fields=['country', 'region', 'codes'], name='resources_searchrow_count'), models.Index(condition=models.Q(('shown', True)), fields=['country', 'rank', 'sort_key'], name='resources_searchrow_order'), models.Index(condition=models.Q(('shown', True)), fields=['rank', 'sort_key'], name='resources_searchrow_all')],
            },
        ),
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phrase', models.CharField(max_length=80, verbose_name='what people type')),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish')], max_length=2, verbose_name='language')),
                ('words', models.CharField(blank=True, help_text='Words in the texts; commas between them.', max_length=200, verbose_name='also look for')),
                ('active', models.BooleanField(default=True, verbose_name='in use')),
                ('anchor', models.CharField(db_index=True, editable=False, max_length=40)),
                ('loaded_fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('needs', models.ManyToManyField(blank=True, related_name='+', to='resources.taxonomyterm', verbose_name='what it means')),
            ],
            options={
                'verbose_name': 'what people type',
                'verbose_name_plural': 'what people type',
                'ordering': ('language', 'phrase'),
                'constraints': [models.UniqueConstraint(fields=('language', 'phrase'), name='resources_synonym_once_per_language'), models.CheckConstraint(condition=models.Q(('anchor', ''), _negated=True), name='resources_synonym_has_a_word'), models.CheckConstraint(condition=models.Q(('language__in', ('en', 'es'))), name='resources_synonym_known_language')],
            },
        ),
        migrations.RunPython(make_tokens, drop_tokens),
        migrations.RunPython(GRANT.give, GRANT.take),
    ]
