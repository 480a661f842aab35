from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "config.safety"
    label = "safety"
    verbose_name = "Safety"

    def ready(self) -> None:
        from config.safety import checks  # noqa: F401  registers the deploy checks
