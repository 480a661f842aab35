"""Pledges and decisions in the admin. It shows and calls: the pages for reading are in desk_views."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from actions.pledges import retention
from actions.pledges.desk_views import single
from actions.pledges.desk_views.addresses import addresses
from actions.pledges.lists_admin import ListEntryAdmin  # noqa: F401  registers the lists
from actions.pledges.models import Pledge, PledgeDecision
from actions.pledges.switch_admin import BoardStateAdmin  # noqa: F401  registers the switch
from actions.pledges.texts import code


class CappedPaginator(Paginator):
    """Of a queryset. Counts no further than MOST rows: the list costs the same at a thousand and at a million."""

    MOST = 1_000

    @cached_property
    def count(self):
        return self.object_list[: self.MOST].count()  # type: ignore[attr-defined]


class QueueFilter(admin.SimpleListFilter):
    """What waits comes first; everything else is one click away."""

    title = gettext_lazy("queue")
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [(status.value, status.label) for status in Pledge.Status if status != Pledge.Status.PENDING]

    def choices(self, changelist):
        waiting = {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": Pledge.Status.PENDING.label,
        }
        return [waiting, *list(super().choices(changelist))[1:]]

    def queryset(self, request, queryset):
        if self.value() in Pledge.Status.values:
            return queryset.filter(status=self.value()).order_by("-pk")
        return queryset.awaiting_review()


@admin.register(Pledge)
class PledgeAdmin(admin.ModelAdmin):
    list_display = ["public_id", "made_on", "language", "length", "status", "code"]
    list_filter = [QueueFilter]
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # counting every queue would read every row
    change_list_template = "admin/pledges/pledge/change_list.html"

    @admin.display(description=gettext_lazy("characters"))
    def length(self, pledge):
        # The list never shows a text: a moderator opens one when ready for it.
        return len(pledge.text)

    def has_add_permission(self, request):
        return False

    def get_actions(self, request):
        """Deciding about many is done at the desk, where they are read; deleting stays for administrators."""
        actions = super().get_actions(request)
        return actions if self.has_delete_permission(request) else {}

    def delete_model(self, request, pledge):
        retention.erase(pledge.pk)

    def delete_queryset(self, request, queryset):
        for pk in list(queryset.values_list("pk", flat=True)):
            retention.erase(pk)

    def changelist_view(self, request, extra_context=None):
        if Pledge.objects.filter(retention.overdue(timezone.localdate())).exists():
            messages.error(
                request, _("Some pledges are kept longer than we promise. The hourly timer does not run.")
            )
        return super().changelist_view(request, extra_context)

    def get_urls(self):
        decide = self.admin_site.admin_view(require_POST(single.decide))
        return [
            path("<int:pk>/decide/", decide, name="pledges_pledge_decide"),
            *addresses(self.admin_site.admin_view),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied  # the only way to change a pledge is a decision
        pledge = self.get_object(request, object_id)
        if pledge is None:
            messages.warning(request, _("This pledge is not here. The writer may have taken it down."))
            return HttpResponseRedirect(reverse("admin:pledges_pledge_desk"))
        return single.look(request, pledge)


@admin.register(PledgeDecision)
class PledgeDecisionAdmin(admin.ModelAdmin):
    list_display = ["pledge_public_id", "outcome", "code_label", "by", "at"]
    list_filter = ["outcome", "code"]
    list_select_related = ["by"]
    ordering = ["-pk"]
    paginator = CappedPaginator
    show_full_result_count = False

    @admin.display(description=gettext_lazy("reason"))
    def code_label(self, decision):
        return f"{decision.code}: {code(decision.code).label}" if decision.code else ""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
