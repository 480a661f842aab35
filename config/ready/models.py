"""How often what the public reads has changed. Only watch.py writes here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageVersion(models.Model):
    """One number for each part of the site (kept.PARTS); a page is out of date when a number it rests on is higher."""

    part = models.CharField(_("part"), max_length=20, primary_key=True)
    number = models.PositiveBigIntegerField(_("number"), default=0)

    class Privacy:
        internal = ("part", "number")

    class Meta:
        verbose_name = _("version of the pages")
        verbose_name_plural = _("versions of the pages")

    def __str__(self):
        return f"{self.part}: {self.number}"
