"""Promises of area G."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area

MODERATION = Area("G", _("People who read promises"), promises=())
