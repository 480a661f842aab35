"""Promises of area F."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area

TEXT = Area("F", _("What people write"), promises=())
