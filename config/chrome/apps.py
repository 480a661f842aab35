from django.apps import AppConfig


class ChromeConfig(AppConfig):
    name = "config.chrome"
    label = "chrome"
    verbose_name = "Chrome"

    def ready(self):
        from config.chrome import checks  # noqa: F401  registers the check of the country
