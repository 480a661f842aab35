"""The queue of contacts that somebody should check. Shows, asks and calls; the rules are in `freshness`."""

from typing import Any

from django.conf import settings
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

from config.chrome.crisis import main_lines, place_name
from resources import ageing, freshness, problems
from resources.admin.asking import LogAdmin, ask, is_sure
from resources.admin.check_form import CONFIRM, CheckForm, SeenForm, SettleForm, seen_of
from resources.models import ContactToCheck, Hidden, Status
from resources.models.contact_check import NEEDED_FIRST

CHANGE, LIST = "admin:resources_contacttocheck_change", "admin:resources_contacttocheck_changelist"


class ShownFilter(admin.SimpleListFilter):
    """What is not hidden comes first; what is hidden, one click away."""

    title = gettext_lazy("hidden")
    parameter_name = "hidden"

    def lookups(self, request, model_admin):
        return [(reason.value, reason.label) for reason in Hidden if reason]

    def choices(self, changelist):
        found = list(super().choices(changelist))
        found[0]["display"] = Hidden.NO.label
        return found

    def queryset(self, request, queryset):
        return queryset.filter(hidden=self.value() or Hidden.NO)


class NeedFilter(admin.SimpleListFilter):
    title = gettext_lazy("why")
    parameter_name = "why"
    CONDITIONS: dict[str | None, dict[str, Any]] = {
        "reported": {"reports__gt": 0},
        "main": {"is_main": 1},
        "amber": {"is_amber": 1},
        "broken": {"is_broken": 1},
        "never": {"checked_on": None},
    }

    def lookups(self, request, model_admin):
        return [
            ("reported", _("Somebody reported it")),
            ("main", _("Stands in the help strip")),
            ("amber", _("Not looked at for long")),
            ("broken", _("The link does not open")),
            ("never", _("Never confirmed by us")),
        ]

    def queryset(self, request, queryset):
        return queryset.filter(**self.CONDITIONS.get(self.value(), {}))


@admin.register(ContactToCheck)
class ContactToCheckAdmin(LogAdmin):
    list_display = ["display", "service_name", "place", "why", "days", "reports", "last_check"]
    list_filter = [ShownFilter, NeedFilter, "channel", "service__publication", "service__country"]
    search_fields = ["service__name", "service__slug", "value", "display"]
    sortable_by = ()
    actions = list(CONFIRM)
    change_form_template = "admin/resources/contacttocheck/change_form.html"

    def get_queryset(self, request):
        return (
            ContactToCheck.objects.most_needed()
            .exclude(service__status=Status.DEFUNCT)
            .select_related("service")
        )

    def get_ordering(self, request):
        return NEEDED_FIRST

    @admin.display(description=gettext_lazy("service"))
    def service_name(self, contact):
        return contact.service.name

    @admin.display(description=gettext_lazy("place"))
    def place(self, contact):
        code = contact.service.region or contact.service.country
        return place_name(code) if code else _("worldwide")

    @admin.display(description=gettext_lazy("why"))
    def why(self, contact):
        said = [
            (contact.is_flagged, _("reported")),
            (contact.is_main, _("help strip")),
            (contact.is_amber, _("old")),
            (contact.is_broken, _("does not open")),
            (not contact.checked_on, _("never confirmed")),
            (not contact.is_live, _("draft")),
        ]
        return ", ".join(words for there, words in said if there) or "-"

    @admin.display(description=gettext_lazy("days since"))
    def days(self, contact):
        return (timezone.localdate() - contact.since).days

    @admin.display(description=gettext_lazy("reports"))
    def reports(self, contact):
        return contact.reports or "-"

    @admin.display(description=gettext_lazy("last check"))
    def last_check(self, contact):
        return contact.checked_on or "-"

    def get_urls(self):
        check = self.admin_site.admin_view(require_POST(self.check_one))
        settle = self.admin_site.admin_view(require_POST(self.settle))
        return [
            path("<uuid:pk>/check/", check, name="resources_contacttocheck_check"),
            path("<uuid:pk>/settle/", settle, name="resources_contacttocheck_settle"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied  # the only way to change a contact here is a check
        contact = self.get_object(request, object_id)
        if contact is None:
            messages.warning(request, _("This contact is not here any more. Somebody may have removed it."))
            return HttpResponseRedirect(reverse(LIST))
        return self.desk(request, contact, CheckForm(initial=seen_of(contact)))

    def desk(self, request, contact, form, status=200):
        """One contact: what to say on the phone, what was reported, and the buttons."""
        service = contact.service
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(contact),
            "contact": contact,
            "service": service,
            "statement": ageing.statement_of(contact, service),
            "checks": contact.verifications.latest_first().select_related("by")[:5],
            "open_reports": contact.problems.open(),
            "settle": SettleForm(),
            "form": form,
            "may_change": self.has_change_permission(request),
            "by_phone": freshness.CHECKABLE["phone"](contact),
            "in_strip": (service.slug, contact.value) in main_lines(),
            "site_name": settings.SITE_NAME,
        }
        return TemplateResponse(request, self.change_form_template, context, status=status)

    def check_one(self, request, pk):
        """What the editor found. When somebody was faster, nothing is written and the page says so."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        contact = get_object_or_404(self.get_queryset(request), pk=pk)
        form = CheckForm(request.POST)
        if not form.is_valid():
            return self.desk(request, contact, form, status=400)
        try:
            said = form.apply(contact, by=request.user)
        except (freshness.Overtaken, ValueError) as error:
            messages.warning(request, _("Nothing was written. %(why)s Look again.") % {"why": error})
            return HttpResponseRedirect(reverse(CHANGE, args=[pk]))
        self.log_change(request, contact.service, f"{contact.display}: {form.cleaned_data['do']}")
        messages.success(request, f"{contact.display}: {said}")
        return HttpResponseRedirect(reverse(LIST))

    def settle(self, request, pk):
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = SettleForm(request.POST)
        if form.is_valid():
            done = problems.settle(contact=pk, outcome=form.cleaned_data["outcome"], by=request.user)
            messages.success(request, _("Settled: %d.") % done)
        else:
            messages.warning(request, _("Choose what you found."))
        return HttpResponseRedirect(reverse(CHANGE, args=[pk]))

    @admin.action(description=gettext_lazy("Confirm: checked by phone"), permissions=["change"])
    def confirm_phone(self, request, queryset):
        return self._bulk(request, queryset, "confirm_phone")

    @admin.action(description=gettext_lazy("Confirm: checked on their website"), permissions=["change"])
    def confirm_website(self, request, queryset):
        return self._bulk(request, queryset, "confirm_website")

    @admin.action(description=gettext_lazy("Confirm: checked by e-mail"), permissions=["change"])
    def confirm_email(self, request, queryset):
        return self._bulk(request, queryset, "confirm_email")

    def _bulk(self, request, queryset, action):
        """Ask once, with what is there now; then confirm each that is still that."""
        rows = list(queryset)
        if not is_sure(request):
            hidden = {f"{name}-{row.pk}": text for row in rows for name, text in seen_of(row).items()}
            title = _("Did you check all of these today?")
            button = _("Yes, confirm them")
            return ask(self, request, title=title, action=action, rows=rows, button=button, hidden=hidden)
        seen = {}
        for row in rows:
            names = ("value", "last_modified")
            form = SeenForm({name: request.POST.get(f"{name}-{row.pk}", "") for name in names})
            if form.is_valid():
                seen[row] = form.seen
        done, skipped = freshness.confirm_seen(
            seen, by=request.user, method=CONFIRM[action], on=timezone.localdate()
        )
        for contact in done:
            self.log_change(request, contact.service, f"{contact.display}: {action}")
        for _contact, why in skipped:
            messages.warning(request, why)
        messages.info(request, _("Confirmed: %(done)d of %(all)d.") % {"done": len(done), "all": len(rows)})
        return None
