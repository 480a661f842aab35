"""One page that asks before something is done to many rows, and the permissions of rows that only rules write."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.forms import Form
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.text import capfirst

SURE = "sure"  # the field that the page sends when it was read


def is_sure(request: HttpRequest) -> bool:
    return request.POST.get(SURE) == "1"


def ask(
    model_admin: "admin.ModelAdmin[Any]",
    request: HttpRequest,
    *,
    title: str,
    action: str,
    rows: Iterable[Any],
    button: str,
    form: Form | None = None,
    hidden: Mapping[str, str] | None = None,
    status: int = 200,
) -> TemplateResponse:
    """The page between an action and its effect: what would be done, to which rows, and one button."""
    rows = list(rows)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "action": action,
        "rows": rows,
        "button": button,
        "form": form,
        "hidden": hidden or {},
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/resources/ask.html", context, status=status)


class LogAdmin(admin.ModelAdmin):
    """Rows that rules write: never added and never deleted by hand, and no field can be typed over."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """Nothing is "selected to change" here."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in self.opts.fields if not field.primary_key]
