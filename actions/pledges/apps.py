from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PledgesConfig(AppConfig):
    name = "actions.pledges"
    label = "pledges"
    verbose_name = _("#IWill board")
