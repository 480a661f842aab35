"""How the form of a piece is laid out: by the table of records, so that a new field finds its place by itself."""

from typing import Any

from django.db.models import CharField, TextField
from django.forms import Textarea
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from actions.guidance.kinds import Kind

LONG = 100  # characters; a longer one gets more than one line of room
ROWS = {"body": 40}

TEXTS, SORTING, RESTS, PLACE, NOTES = (
    _("Texts"),
    _("Sorting"),
    _("What it rests on and leads to"),
    _("Address, place and page"),
    _("For editors"),
)
_GROUP = {
    **dict.fromkeys(("text", "lines", "markdown"), TEXTS),
    **dict.fromkeys(("word", "words", "flag", "number"), SORTING),
    "keys": RESTS,
}


def fieldsets(kind: Kind, names: list[str]) -> list[tuple[Any, dict[str, Any]]]:
    """The fields of a form in groups. `names`: all that there are; each is in exactly one group."""
    groups: dict[Any, list[str]] = {TEXTS: [], SORTING: [], RESTS: [], PLACE: [], NOTES: []}
    of = {field.name: _group(field) for field in kind.fields}
    order = [*of, *(name for name in names if name not in of)]
    for name in order:
        if name in names:
            groups[of.get(name, PLACE)].append(name)
    for name in ("note", "file_state"):
        if name in groups[PLACE]:
            groups[PLACE].remove(name)
            groups[NOTES].append(name)
    if "title" in groups[TEXTS]:
        groups[TEXTS].sort(key=lambda name: name != "title")
    return [(title, {"fields": found}) for title, found in groups.items() if found]


def _group(field: Any) -> Any:
    if field.name == "note":
        return NOTES
    if field.refers:
        return RESTS
    return PLACE if field.name == "slug" else _GROUP.get(field.shape, SORTING)


def widget_for(field: Any) -> Textarea | None:
    """Room for what is written into a field; None where Django's choice will do."""
    if isinstance(field, TextField):
        return Textarea(attrs={"rows": ROWS.get(field.name, 6), "class": "vLargeTextField"})
    if isinstance(field, CharField) and not field.choices and (field.max_length or 0) >= LONG:
        return Textarea(attrs={"rows": 2, "class": "vLargeTextField"})
    return None


def parts_of(kind: Kind, row: Any) -> dict[str, Any] | None:
    """Links to the points or choices of a piece, and one to add another."""
    if not kind.parts:
        return None
    rows = getattr(row, kind.parts.many).all()
    name = f"admin:{row._meta.app_label}_{kind.parts.name}"
    return {
        "title": capfirst(rows.model._meta.verbose_name_plural),
        "rows": [(part, reverse(f"{name}_change", args=[part.pk])) for part in rows],
        "add": f"{reverse(f'{name}_add')}?{kind.name}={row.pk}&position={len(rows) + 1}",
    }
