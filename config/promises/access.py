"""Promises of area K."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area

ACCESS = Area("K", _("Open to everybody"), promises=())
