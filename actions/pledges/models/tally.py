"""How many promises there are, without counting rows. Only counting.py writes here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TallyQuerySet(models.QuerySet):
    def made(self):
        """All promises on the board: at most one row per action, so the sum is cheap at any size."""
        return self.aggregate(total=models.Sum("made"))["total"] or 0

    def kept(self):
        """How many writers of promises on the board said that they kept theirs."""
        return self.aggregate(total=models.Sum("kept"))["total"] or 0

    def by_action(self):
        """Action key to number of promises, most first."""
        rows = self.exclude(key=Tally.OWN_WORDS).filter(made__gt=0).order_by("-made", "key")
        return dict(rows.values_list("key", "made"))


class Tally(models.Model):
    """How many promises are on the board, per action; `own` counts the written ones."""

    OWN_WORDS = "own"

    key = models.CharField(max_length=8, primary_key=True)
    made = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Privacy:
        public = ("made", "kept")

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")

    def __str__(self):
        return f"{self.key}: {self.made}"
