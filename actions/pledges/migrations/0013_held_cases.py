from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("pledges", "0012_pages_by_pairs")]
    operations = [
        migrations.AddIndex(
            "case",
            models.Index("slow", "id", name="case_held", condition=Q(waiting__gt=0, held=True)),
        ),
    ]
