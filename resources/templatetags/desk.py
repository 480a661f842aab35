"""What waits at the desk, counted on its first page."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import template
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resources.models import ChangeRequest, ContactToCheck, ProblemReport

register = template.Library()


class Work(NamedTuple):
    """A list of the desk, and the part of it that waits: `query` leads there."""

    model: type[Model]
    label: str | Promise
    rows: Callable[[], QuerySet[Any]]
    query: str = ""


WORK = (
    Work(ProblemReport, _("Reported problems"), ProblemReport.objects.open),
    Work(ChangeRequest, _("Changes to agree to"), ChangeRequest.objects.waiting),
    Work(
        ContactToCheck, _("Contacts that nobody looked at for long"), ContactToCheck.objects.due, "?why=amber"
    ),
)


@register.inclusion_tag("admin/_waiting.html")
def waiting(request: HttpRequest) -> dict[str, Any]:
    """`lists`: label, count and address of each list that the person may see. One query for each."""
    return {
        "lists": [
            {
                "label": work.label,
                "count": work.rows().count(),
                "url": reverse(f"admin:resources_{work.model._meta.model_name}_changelist") + work.query,
            }
            for work in WORK
            if admin.site.get_model_admin(work.model).has_view_permission(request)
        ]
    }
