from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "config.staff"
    label = "staff"
    verbose_name = _("Staff")

    def ready(self) -> None:
        from config.staff import checks, sittings

        checks.connect()
        sittings.connect()
