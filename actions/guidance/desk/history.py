"""The history of a piece: its versions, what changed between them, and bringing one back."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actions.guidance import editing, revisions
from actions.guidance.labels import labelled
from actions.guidance.models import Revision
from actions.guidance.restoring import NotRestored, restore

A_PAGE = 20


class HistoryAdmin(admin.ModelAdmin):
    """Replaces Django's list of who pressed Save, which does not say what was there before."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        view = self.admin_site.admin_view(require_POST(transaction.atomic(self.restore_view)))
        return [path("<path:object_id>/history/<int:version>/", view, name=name), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        return self._history(request, row)

    def restore_view(self, request, object_id, version):
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        piece = editing.whole(row)
        versions = revisions.history(editing.kind_of(piece), piece)
        chosen = get_object_or_404(versions, pk=version)
        try:
            restore(piece, chosen, by=request.user)
        except NotRestored as refused:
            return self._history(request, row, refused=chosen, faults=refused.faults)
        self.log_change(request, row, f"Brought back version {chosen.pk}.")
        messages.success(request, _("Brought back. What was there before is still in the list."))
        back = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
        return HttpResponseRedirect(reverse(back, args=[row.pk]))

    def _history(self, request, row, **extra):
        piece = editing.whole(row)
        kind = editing.kind_of(piece)
        found = revisions.history(kind, piece).select_related("by")
        page = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("History: %s") % piece,
            "row": row,
            "page": page,
            "entries": entries(kind, type(piece), list(page), found),
            "may_change": self.has_change_permission(request, row),
            "restore_url": f"admin:{self.opts.app_label}_{self.opts.model_name}_restore",
            **extra,
        }
        status = 409 if extra else 200
        return TemplateResponse(request, "admin/guidance/history.html", context, status=status)


def entries(kind: Any, model: Any, versions: list[Revision], found: Any) -> list[dict[str, Any]]:
    """The versions of a page, newest first, each with what it changed; the oldest of all changed nothing."""
    if not versions:
        return []
    before_them = found.filter(pk__lt=versions[-1].pk).first()
    older = [*versions[1:], before_them]
    newest = found.first()
    return [
        {
            "version": version,
            "first": before is None,
            "current": version.pk == newest.pk,
            "changes": labelled(kind, model, before.record, version.record) if before else [],
        }
        for version, before in zip(versions, older, strict=True)
    ]
