"""Promises of area C."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area

TRANSPORT = Area("C", _("On the way to you"), promises=())
