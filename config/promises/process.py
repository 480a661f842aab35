"""Promises of area L."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area

PROCESS = Area("L", _("How we work"), promises=())
