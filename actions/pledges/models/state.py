"""Whether the board takes pledges. Only opening.py writes here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class BoardState(models.Model):
    """One row: open or closed, since when, by whom. Reading goes on either way."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    open = models.BooleanField(
        _("The board takes pledges"),
        default=True,
        help_text=_(
            "Off: nobody can send a pledge. Everybody can still read the board and take theirs down."
        ),
    )
    since = models.DateTimeField(_("since"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("by"),
    )

    class Privacy:
        personal = {"by": _("until somebody else opens or closes the board")}
        internal = ("id", "open", "since")

    class Meta:
        verbose_name = _("board, open or closed")
        verbose_name_plural = _("board, open or closed")
        constraints = [models.CheckConstraint(name="%(app_label)s_%(class)s_one_row", condition=Q(id=1))]

    def __str__(self):
        return str(_("The board is open") if self.open else _("The board is closed"))
