"""Promises of area I."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area

ATTACK = Area("I", _("Attacks"), promises=())
