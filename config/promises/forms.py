"""Promises of area E."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area

FORMS = Area("E", _("Forms and floods"), promises=())
