from django.apps import AppConfig
from django.db import DatabaseError, transaction
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = _("Directory")

    def ready(self):
        from config.ready.versions import changed  # it needs the models of its own app

        post_migrate.connect(catch_up, sender=self)
        changed.connect(write_strip)


def catch_up(**kwargs):
    """After `migrate` the search knows every service: a new, empty index would empty the directory."""
    from resources import search_index  # needs the models, which are loaded after this module

    try:
        with transaction.atomic():
            search_index.catch_up()
    except DatabaseError:
        return  # migrated back to a time without the index


def write_strip(parts, **kwargs):
    """Another machine may have hidden a line: this one's file of stopped lines follows within a second."""
    from resources import strip

    if "content" in parts:
        strip.write()
