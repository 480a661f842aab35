"""Editors may add, change, delete and see practice stories, words and shared ideas too."""

from django.db import migrations

from config.permissions import Grant, every

GRANT = Grant("Editor", "guidance", every("scenario", "choice", "word", "idea"))


class Migration(migrations.Migration):
    dependencies = [("guidance", "0003_practice_words_ideas")]
    operations = [migrations.RunPython(GRANT.give, GRANT.take)]
