"""A door in the desk for the page about gaps. No table of its own."""

from django.utils.translation import gettext_lazy as _

from resources.models.service import Service


class Coverage(Service):
    """All services, seen as what they cover and what they leave out; the figures are in `resources.coverage`."""

    class Meta:
        proxy = True
        verbose_name = _("gap")
        verbose_name_plural = _("gaps in the directory")
        default_permissions = ()
