"""Promises of area J."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area

DURABILITY = Area("J", _("When something breaks"), promises=())
