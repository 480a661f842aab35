"""Rows of other tables that speak of a contact: checks, reports. They outlive it, and find it again when it returns."""

from collections.abc import Iterable
from typing import Any

from django.db.models import SET_NULL

from resources.models import Contact

Mentions = dict[str, dict[str, list[Any]]]  # contact: {"app.Model.field": [primary keys]}


def _relations() -> dict[str, Any]:
    found = [relation for relation in Contact._meta.related_objects if relation.on_delete is SET_NULL]
    return {f"{relation.related_model._meta.label}.{relation.field.name}": relation for relation in found}


def of(contacts: Iterable[str]) -> Mentions:
    """Who speaks of these contacts; one query per table."""
    keys, found = list(contacts), Mentions()
    for name, relation in _relations().items() if keys else ():
        field = relation.field.attname
        rows = relation.related_model._base_manager.filter(**{f"{field}__in": keys})
        for pk, contact in rows.values_list("pk", field):
            found.setdefault(str(contact), {}).setdefault(name, []).append(pk)
    return found


def point_back(mentions: Mentions) -> None:
    """They speak of the contact again, unless they speak of another one by now. The rows change in nothing else."""
    relations = _relations()
    for contact, tables in mentions.items():
        for name, pks in tables.items():
            if name in relations:
                field = relations[name].field.attname
                rows = relations[name].related_model._base_manager.filter(
                    pk__in=pks, **{f"{field}__isnull": True}
                )
                rows.update(**{field: contact})
