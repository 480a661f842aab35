from django.apps import AppConfig


class UpstanderConfig(AppConfig):
    """The composition root as an app, so that it can own the site-wide commands."""

    name = "config"
    label = "upstander"
    verbose_name = "Upstander"
