"""Rows that are written once: what was checked, said or decided. A correction is another row."""

from typing import Any

from django.db import models


class Immutable(TypeError):
    """Raised when code tries to change or take back what was written down."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Neither changes nor deletes rows. A cascade from another table still may: it asks no queryset."""

    def update(self, **kwargs):
        raise Immutable(self.model.kept)

    def delete(self):
        raise Immutable(self.model.kept)


class AppendOnly(models.Model):
    """`kept`: the sentence for whoever tries to save a row again. Where no cascade may reach it, add `Stays`."""

    kept = "It is written once."

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Immutable(self.kept)
        super().save(*args, **kwargs)


class Stays(AppendOnly):
    """A row that outlives what it is about."""

    class Meta:
        abstract = True

    def delete(self, *args, **kwargs):
        raise Immutable(self.kept)
