"""Lead moderators write the lists of the screening; moderators see them. Nobody deletes: entries are switched off."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from config.permissions import Grant

LEAD = Grant(
    "Lead moderator", "pledges", ("view_listentry", "add_listentry", "change_listentry"), make=False
)
SEES = Grant("Moderator", "pledges", ("view_listentry",), make=False)

class Migration(migrations.Migration):

    dependencies = [
        ('pledges', '0009_waiting_has_a_case'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ListEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('add', 'adds an entry'), ('remove', 'takes an entry of the files out')], default='add', max_length=6, verbose_name='what it does')),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish')], help_text='All languages are used together, because people mix them.', max_length=5, verbose_name='language')),
                ('list', models.CharField(choices=[('support', 'Words of support, never held'), ('danger_now', 'Danger now'), ('suicide', 'Thoughts of suicide'), ('child_at_risk', 'A child at risk'), ('disclosure', 'It happened to the writer'), ('maybe_disclosure', 'It may have happened to the writer'), ('harm_done', 'The writer hurt somebody'), ('past_hint', 'A hint at the writer’s past'), ('other_story', 'Somebody else’s story'), ('pointing', 'Shows who somebody is, without a name'), ('attack', 'Attacks and threats'), ('graphic', 'Details that are hard to read'), ('blame', 'Puts the job on people who were hurt'), ('off_topic', 'Argues a point'), ('advert', 'Adverts and asking for money'), ('not_a_pledge', 'Wishes and slogans'), ('risky_plan', 'Plans that may put somebody in danger'), ('given', 'Word: first names'), ('given_also_words', 'Word: first names that are words too'), ('ordinary', 'Word: ordinary words, no names'), ('proper', 'Word: days, languages, countries'), ('relations', 'Word: friends and relations'), ('titles', 'Word: titles before a name'), ('titles_also_words', 'Word: titles that are words too'), ('called', 'Word: says that a name follows'), ('school_nouns', 'Word: kinds of school'), ('work_nouns', 'Word: kinds of workplace'), ('work_before', 'Word: before a place of work'), ('known_places', 'Word: places of work that many know'), ('street_nouns', 'Word: after the name of a street'), ('street_before', 'Word: before the name of a street'), ('platforms', 'Word: sites where people have accounts'), ('add_me', 'Word: asks to be followed or called'), ('number_words', 'Word: digits in words'), ('twice_words', 'Word: “double”'), ('top_domains', 'Word: endings of internet addresses'), ('top_domains_also_words', 'Word: endings of addresses that are words too'), ("past_words", "Word: verbs of the past"), ("not_past_after", "Word: after this it is no past"), ("anybody", "Word: nobody in particular")], max_length=22, verbose_name='list')),
                ('entry', models.CharField(max_length=700, verbose_name='entry')),
                ('reason', models.CharField(help_text='For your colleagues, in a few words. Never the words of a pledge.', max_length=120, verbose_name='why')),
                ('since', models.DateField(verbose_name='since')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('bites_from', models.DateTimeField(blank=True, null=True, verbose_name='counts from')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'entry of the screening lists',
                'verbose_name_plural': 'screening lists',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ListChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.BooleanField(verbose_name='switched on')),
                ('said', models.CharField(max_length=800, verbose_name='what it said')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('rehearsed', models.PositiveIntegerField(null=True, verbose_name='pledges in the rehearsal')),
                ('newly', models.PositiveIntegerField(null=True, verbose_name='found more')),
                ('no_longer', models.PositiveIntegerField(null=True, verbose_name='found no more')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='pledges.listentry', verbose_name='entry of the screening lists')),
            ],
            options={
                'verbose_name': 'change of the screening lists',
                'verbose_name_plural': 'changes of the screening lists',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='listentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ('add', 'remove')), ('language__in', ('en', 'es')), ('list__in', ['support', 'danger_now', 'suicide', 'child_at_risk', 'disclosure', 'maybe_disclosure', 'harm_done', 'past_hint', 'other_story', 'pointing', 'attack', 'graphic', 'blame', 'off_topic', 'advert', 'not_a_pledge', 'risky_plan', 'given', 'given_also_words', 'ordinary', 'proper', 'relations', 'titles', 'titles_also_words', 'called', 'school_nouns', 'work_nouns', 'work_before', 'known_places', 'street_nouns', 'street_before', 'platforms', 'add_me', 'number_words', 'twice_words', 'top_domains', 'top_domains_also_words', "past_words", "not_past_after", "anybody"]), models.Q(('entry', ''), _negated=True)), name='pledges_listentry_known_words'),
        ),
        migrations.AddConstraint(
            model_name='listchange',
            constraint=models.CheckConstraint(condition=models.Q(('on', False), models.Q(('newly__isnull', False), ('no_longer__isnull', False), ('rehearsed__isnull', False)), _connector='OR'), name='pledges_listchange_rehearsed_before'),
        ),
        migrations.RunPython(LEAD.give, LEAD.take),
        migrations.RunPython(SEES.give, SEES.take),
    ]
