"""Which pledges were deleted, so that an old backup does not bring them back. Only retention.py writes here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.pledges.models.pledge import PUBLIC_ID_LENGTH


class ErasedPledge(models.Model):
    """A tombstone: ten random letters and a day, and nothing of what was written."""

    public_id = models.CharField(_("public id"), max_length=PUBLIC_ID_LENGTH, primary_key=True)
    day = models.DateField(_("deleted on"))

    class Privacy:
        internal = ("public_id", "day")

    class Meta:
        verbose_name = _("deleted pledge")
        verbose_name_plural = _("deleted pledges")

    def __str__(self):
        return self.public_id
