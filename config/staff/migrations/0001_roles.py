from django.db import migrations

from config.permissions import Grant

LEAD = Grant("Lead moderator", "pledges", ("view_pledge", "change_pledge", "view_pledgedecision"))
ADMINISTRATOR = Grant("Administrator", "auth", ("add_user", "change_user", "view_user", "view_group"))


class Migration(migrations.Migration):
    """Two more roles. What a later model needs is granted by that model's own app, as here."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("pledges", "0002_moderator_group"),
    ]

    operations = [
        migrations.RunPython(LEAD.give, LEAD.take),
        migrations.RunPython(ADMINISTRATOR.give, ADMINISTRATOR.take),
    ]
