from django.apps import AppConfig


class ChromeConfig(AppConfig):
    name = "config.chrome"
    label = "chrome"
    verbose_name = "Chrome"
