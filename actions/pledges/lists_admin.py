"""The screening lists at the desk. It shows and calls; list_changes.py writes."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from actions.pledges import list_changes, looking_again, rehearsal
from actions.pledges.lists_forms import ListEntryForm
from actions.pledges.models import ListEntry, Wordlist
from actions.pledges.screening.lists import PHRASES, files

WRITTEN = ["kind", "language", "list", "entry", "reason"]


class OnFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "on"

    def lookups(self, request, model_admin):
        return [("1", _("It counts")), ("0", _("Draft, or switched off"))]

    def queryset(self, request, queryset):
        if self.value() in ("0", "1"):
            return queryset.filter(bites_from__isnull=self.value() == "0")
        return queryset


@admin.register(ListEntry)
class ListEntryAdmin(admin.ModelAdmin):
    form = ListEntryForm
    list_display = ["__str__", "kind", "language", "state", "made_by", "since"]
    list_filter = [OnFilter, "kind", "language", "list"]
    list_select_related = ["made_by"]
    list_per_page = 50
    actions = None
    change_form_template = "admin/pledges/listentry/change_form.html"
    change_list_template = "admin/pledges/listentry/change_list.html"

    @admin.display(description=gettext_lazy("state"))
    def state(self, entry):
        return _("It counts") if entry.bites_from else _("Draft, or switched off")

    def get_fields(self, request, obj=None):
        return [*WRITTEN, "made_by", "since", "bites_from"] if obj else WRITTEN

    def get_readonly_fields(self, request, obj=None):
        kept = ["made_by", "since", "bites_from"] if obj else []
        return [*WRITTEN, *kept] if obj and obj.bites_from else kept

    def has_delete_permission(self, request, obj=None):
        return False

    def get_changeform_initial_data(self, request):
        """From the page of all lists: the entry of the files that is to be taken out."""
        try:
            language, name, number = request.GET.get("out", "").split(":")
            entry = files()[language][name][int(number)]
        except (ValueError, LookupError):
            return {}
        return {"kind": ListEntry.Kind.REMOVE, "language": language, "list": name, "entry": entry}

    def save_model(self, request, obj, form, change):
        if form.changed_data:
            list_changes.save(obj, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponseRedirect(reverse("admin:pledges_listentry_rehearse", args=[obj.pk]))

    response_change = response_add

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # One way on: to the rehearsal.
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        context["changes"] = obj.changes.select_related("by") if obj else []
        context["counts"] = bool(obj and obj.bites_from)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self):
        def address(where, view, name):
            return path(where, self.admin_site.admin_view(view), name=f"pledges_listentry_{name}")

        return [
            address("all/", require_safe(self.all_lists), "lists"),
            address("look-again/", require_POST(self.look_again), "look_again"),
            address("<int:pk>/rehearse/", require_safe(self.rehearse), "rehearse"),
            address("<int:pk>/switch/", require_POST(self.switch), "switch"),
            *super().get_urls(),
        ]

    def page(self, request, name, title, **context):
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        context["may_change"] = self.has_change_permission(request)
        return TemplateResponse(request, f"admin/pledges/listentry/{name}.html", context)

    def all_lists(self, request):
        """Every entry of the files, and what was switched on beside them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = [
            (label, language, name, list(enumerate(files().get(language, {}).get(name, ()))))
            for name, label in Wordlist.choices
            for language in ListEntry.Language.values
        ]
        return self.page(
            request,
            "all",
            _("All lists of the screening"),
            rows=rows,
            phrases=PHRASES,
            on=ListEntry.objects.on(),
        )

    def rehearse(self, request, pk):
        """What the entry would do to the pledges that are stored. Looking at it is what allows to switch it on."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        entry = get_object_or_404(ListEntry, pk=pk)
        found = rehearsal.rehearse(entry)
        return self.page(
            request,
            "rehearsal",
            _("Rehearsal"),
            entry=entry,
            found=found,
            most=rehearsal.MOST,
            sealed=rehearsal.seal(entry, found, request.user.pk),
        )

    def switch(self, request, pk):
        if not self.has_change_permission(request):
            raise PermissionDenied
        get_object_or_404(ListEntry, pk=pk)
        try:
            if "on" in request.POST:
                sealed, ticked = request.POST.get("sealed", ""), "meant" in request.POST
                list_changes.switch_on(pk, sealed=sealed, ticked=ticked, by=request.user)
                messages.success(request, _("The entry counts from now on. What waits already is as it was."))
            else:
                list_changes.switch_off(pk, by=request.user)
                messages.success(request, _("The entry does not count any more."))
        except (list_changes.RefusedError, rehearsal.NotRehearsedError) as error:
            messages.error(request, _("Nothing was changed: %(why)s") % {"why": error})
        return HttpResponseRedirect(reverse("admin:pledges_listentry_change", args=[pk]))

    def look_again(self, request):
        """One press looks for some seconds and says where it stopped; the page has the button to go on."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        after = request.POST.get("after", "")
        looked = looking_again.again(int(after) if after.isdecimal() and len(after) < 19 else 0)
        return self.page(request, "looked", _("Looking again at what waits"), looked=looked)
