from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class UpstanderConfig(AppConfig):
    """The composition root as an app, so that it can own the site-wide commands."""

    name = "config"
    label = "upstander"
    verbose_name = "Upstander"

    def ready(self) -> None:
        from config import loaded

        # An app without models gets no such signal; the mark is in a table of this one.
        post_migrate.connect(loaded.forget, sender=apps.get_app_config("safety"))
