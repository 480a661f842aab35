"""Reported problems in the admin: the open ones, and closing them with an outcome."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources import problems
from resources.admin.asking import LogAdmin
from resources.models import ProblemReport


class OpenFilter(admin.SimpleListFilter):
    """What is open comes first; what was settled is one click away."""

    title = gettext_lazy("state")
    parameter_name = "settled"

    def lookups(self, request, model_admin):
        return [("1", ProblemReport.State.SETTLED.label)]

    def choices(self, changelist):
        found = list(super().choices(changelist))
        found[0]["display"] = ProblemReport.State.OPEN.label
        return found

    def queryset(self, request, queryset):
        return queryset.filter(state="settled" if self.value() == "1" else "open")


@admin.register(ProblemReport)
class ProblemReportAdmin(LogAdmin):
    list_display = [
        "reported_on",
        "reason",
        "service_name",
        "about",
        "times",
        "hours",
        "from_staff",
        "outcome",
    ]
    list_filter = [OpenFilter, "reason"]
    list_select_related = ["service"]
    actions = ["settle_fixed", "settle_hidden", "settle_right", "settle_unclear"]

    @admin.display(description=gettext_lazy("service"))
    def service_name(self, report):
        url = reverse("admin:resources_service_change", args=[report.service_id])
        return format_html('<a href="{}">{}</a>', url, report.service)

    def settle(self, request, queryset, outcome):
        done = problems.settle(outcome=outcome, by=request.user, reports=[row.pk for row in queryset])
        self.message_user(request, _("Settled: %d.") % done, messages.SUCCESS if done else messages.WARNING)

    @admin.action(description=ProblemReport.Outcome.FIXED.label, permissions=["change"])
    def settle_fixed(self, request, queryset):
        self.settle(request, queryset, "fixed")

    @admin.action(description=ProblemReport.Outcome.HIDDEN.label, permissions=["change"])
    def settle_hidden(self, request, queryset):
        self.settle(request, queryset, "hidden")

    @admin.action(description=ProblemReport.Outcome.RIGHT.label, permissions=["change"])
    def settle_right(self, request, queryset):
        self.settle(request, queryset, "right")

    @admin.action(description=ProblemReport.Outcome.UNCLEAR.label, permissions=["change"])
    def settle_unclear(self, request, queryset):
        self.settle(request, queryset, "unclear")
