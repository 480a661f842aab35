"""The moderators' desk. It shows and calls; every decision is made by moderation.py."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from actions.pledges import moderation, retention
from actions.pledges.decisions import DecisionForm
from actions.pledges.lists_admin import ListEntryAdmin  # noqa: F401  registers the lists
from actions.pledges.models import Pledge, PledgeDecision
from actions.pledges.switch_admin import BoardStateAdmin  # noqa: F401  registers the switch
from actions.pledges.texts import code, codes, named, texts


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
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # counting every queue would read every row
    change_form_template = "admin/pledges/pledge/change_form.html"

    @admin.display(description=gettext_lazy("characters"))
    def length(self, pledge):
        # The list never shows a text: a moderator opens one when ready for it.
        return len(pledge.text)

    def has_add_permission(self, request):
        return False

    def get_actions(self, request):
        """Nothing is decided unread, so there is no bulk decision; deleting in bulk stays for administrators."""
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
        decide = self.admin_site.admin_view(require_POST(self.decide))
        return [path("<int:pk>/decide/", decide, name="pledges_pledge_decide"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST":
            raise PermissionDenied  # the only way to change a pledge is a decision
        if not self.has_view_permission(request):
            raise PermissionDenied
        pledge = self.get_object(request, object_id)
        if pledge is None:
            messages.warning(request, _("This pledge is not here. The writer may have taken it down."))
            return HttpResponseRedirect(reverse("admin:pledges_pledge_changelist"))
        return self.desk(request, pledge, DecisionForm(initial={"version": pledge.version}))

    def desk(self, request, pledge, form, status=200):
        """One pledge: its text behind a fold, what the writer would read, and the decision."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(pledge),
            "pledge": pledge,
            "form": form,
            "codes": codes(),
            "check": [named(step) for step in texts()["moderator_check"]["steps"]],
            "decline": texts()["decline"],
            "decision": moderation.last_decision(pledge),
            "waiting": Pledge.objects.awaiting_review().count(),
            "may_decide": self.has_change_permission(request, pledge),
        }
        return TemplateResponse(request, self.change_form_template, context, status=status)

    def decide(self, request, pk):
        """Approve or decline what the moderator saw: pk and version must still be those of the page."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self.desk(request, get_object_or_404(Pledge, pk=pk), form, status=400)
        try:
            decision = form.apply(pk, by=request.user)
        except moderation.AlreadyDecidedError as error:
            messages.warning(request, told(error.decision))
        except moderation.GoneError:
            messages.warning(request, _("Nothing was changed: the writer took this pledge down."))
        except moderation.NotAllowedError as error:
            messages.error(request, _("Nothing was changed: %(why)s") % {"why": error})
        else:
            messages.success(request, done(decision))
        return HttpResponseRedirect(self.next_one())

    def next_one(self):
        """The pledge that waits longest, or the empty queue."""
        waiting = Pledge.objects.awaiting_review().first()
        if waiting is None:
            return reverse("admin:pledges_pledge_changelist")
        return reverse("admin:pledges_pledge_change", args=[waiting.pk])


def done(decision):
    """What the moderator reads whose decision was written down."""
    if decision.outcome == PledgeDecision.Outcome.PROPOSE:
        return _("Pledge %(pledge)s: proposed. A different person has to decide the same.") % {
            "pledge": decision.pledge_public_id
        }
    return _("Pledge %(pledge)s: done.") % {"pledge": decision.pledge_public_id}


def told(decision):
    """What the moderator who came second reads."""
    if decision is None:
        return _("Nothing was changed: this pledge is different from the one you saw. Please read it again.")
    values = {"who": decision.by, "what": decision.get_outcome_display(), "code": decision.code}
    return _("Nothing was changed: %(who)s decided first: %(what)s %(code)s") % values


@admin.register(PledgeDecision)
class PledgeDecisionAdmin(admin.ModelAdmin):
    list_display = ["pledge_public_id", "outcome", "code_label", "by", "at"]
    list_filter = ["outcome", "code"]
    list_select_related = ["by"]
    ordering = ["-pk"]

    @admin.display(description=gettext_lazy("reason"))
    def code_label(self, decision):
        return f"{decision.code}: {code(decision.code).label}" if decision.code else ""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
