from django.apps import AppConfig


class ReadyConfig(AppConfig):
    name = "config.ready"
    label = "ready"

    def ready(self):
        from config.ready import watch

        watch.begin()
