"""Differences with the names that the forms use."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actions.guidance.differences import Difference, differences
from actions.guidance.kinds import Kind, Record
from actions.guidance.models import MODELS


@dataclass(frozen=True)
class Labelled:
    """One difference and what to call it."""

    label: str
    change: Difference


def labelled(kind: Kind, model: Any, old: Record, new: Record) -> list[Labelled]:
    """Every difference between two records, named as in the form of `model` (and of its parts)."""
    inner = MODELS[kind.parts.name] if kind.parts else None
    return [
        Labelled(
            f"{each.part}: {name_of(inner, each.field)}" if each.part else name_of(model, each.field), each
        )
        for each in differences(kind, old, new)
    ]


def name_of(model: Any, field: str) -> str:
    """The name of a field as a heading; a field that there is no longer keeps its old name."""
    try:
        return capfirst(str(model._meta.get_field(field).verbose_name))
    except FieldDoesNotExist:
        return _("%(field)s (no longer used)") % {"field": field}
