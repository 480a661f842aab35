"""Promises of area B."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area

NETWORK = Area("B", _("Other companies and the network"), promises=())
