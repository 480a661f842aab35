"""Promises of area D."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area

KEPT = Area("D", _("What we keep"), promises=())
