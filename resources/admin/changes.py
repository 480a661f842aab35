"""Changes that wait for a second person: old and new side by side, and two buttons."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from resources import changes
from resources.admin.asking import LogAdmin
from resources.models import ChangeRequest

LIST = "admin:resources_changerequest_changelist"


class WaitingFilter(admin.SimpleListFilter):
    """What waits comes first; what was decided is one click away."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(state.value, state.label) for state in ChangeRequest.State if state != "waiting"]

    def choices(self, changelist):
        found = list(super().choices(changelist))
        found[0]["display"] = ChangeRequest.State.WAITING.label
        return found

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value() or "waiting")


@admin.register(ChangeRequest)
class ChangeRequestAdmin(LogAdmin):
    list_display = [
        "service_name",
        "kind",
        "before",
        "after",
        "origin",
        "proposed_by",
        "proposed_on",
        "state",
    ]
    list_filter = [WaitingFilter, "kind", "origin"]
    list_select_related = ["service", "proposed_by"]
    search_fields = ["service__name", "old_value", "new_value"]
    change_form_template = "admin/resources/changerequest/change_form.html"
    actions = None

    @admin.display(description=gettext_lazy("service"))
    def service_name(self, request):
        return request.service.name

    @admin.display(description=gettext_lazy("until now"))
    def before(self, request):
        return request.old_display or (request.old_value if request.kind != "right" else "") or "-"

    @admin.display(description=gettext_lazy("new"))
    def after(self, request):
        return request.new_display or request.new_value or "-"

    def get_urls(self):
        decide = self.admin_site.admin_view(require_POST(self.decide))
        return [path("<int:pk>/decide/", decide, name="resources_changerequest_decide"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied  # the only way to change a request is a decision
        rows = ChangeRequest.objects.select_related("service", "proposed_by", "decided_by", "contact")
        change = get_object_or_404(rows, pk=object_id) if object_id.isdigit() else None
        if change is None:
            return HttpResponseRedirect(reverse(LIST))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": change.service.name,
            "change": change,
            "may_change": self.has_change_permission(request),
            "may_agree": changes.may_decide(change, request.user),
        }
        return TemplateResponse(request, self.change_form_template, context)

    def decide(self, request, pk):
        if not self.has_change_permission(request):
            raise PermissionDenied
        change = get_object_or_404(ChangeRequest.objects.select_related("service", "contact"), pk=pk)
        agree = request.POST.get("decision") == "agree"
        try:
            (changes.apply if agree else changes.refuse)(change, by=request.user)
        except changes.NotDecided as error:
            messages.warning(request, str(error))
        else:
            self.log_change(request, change.service, "Agreed to a change." if agree else "Refused a change.")
            said = _("Agreed. Readers see it now.") if agree else _("Refused. Nothing was changed.")
            messages.success(request, said)
        return HttpResponseRedirect(reverse(LIST))
