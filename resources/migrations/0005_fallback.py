"""Next steps for when a line is busy, and the right of editors to choose them."""

import django.db.models.deletion
from django.db import migrations, models

from config.permissions import Grant, every

GRANT = Grant("Editor", "resources", every("fallback"), make=False)


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
        migrations.RunPython(GRANT.give, GRANT.take),
    ]
