"""Written pledges count by month under "own:" and their strategy: longer than the keys of actions."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pledges", "0010_list_entries")]
    operations = [
        migrations.AlterField(
            model_name="monthlynumber",
            name="key",
            field=models.CharField(max_length=32, verbose_name="key"),
        ),
    ]
