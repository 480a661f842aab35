"""Promises of area H."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area

STAFF = Area("H", _("People who work here"), promises=())
