"""Editing services. Shows and calls: the rules are in `publishing`, `changes` and `freshness`."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.content_admin import FromFileAdmin
from resources import changes, publishing, search_index
from resources.admin.contact_inline import ContactInline, save_contacts
from resources.admin.fallbacks import FallbackInline
from resources.admin.fields import SMALL_TEXT, WEB
from resources.admin.plain_texts import PlainTextForm
from resources.admin.service_actions import ServiceActions
from resources.admin.texts import ServiceTextInline
from resources.models import ChangeRequest, Contact, Service, Source, Verification
from resources.models.service_text import SAID


class SourceInline(admin.StackedInline):
    model = Source
    extra = 0
    formfield_overrides = {**SMALL_TEXT, **WEB}


class VerificationInline(admin.TabularInline):
    """What we checked. Rows come from the confirm actions only."""

    model = Verification
    extra = 0
    fields = ["verified_on", "method", "value", "by"]
    readonly_fields = ["verified_on", "method", "value", "by"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


class ReasonForm(ActionForm):
    reason = forms.CharField(required=False, max_length=200, label=_("Reason (to return to draft)"))


class ServiceForm(PlainTextForm):
    texts = SAID


@admin.register(Service)
class ServiceAdmin(ServiceActions, FromFileAdmin):
    list_display = [
        "name", "numbers", "place", "kind", "publication", "status", "confidence", "second_check", "assured_date",
        "newest_source_year",
    ]  # fmt: skip
    list_filter = [
        "publication", "status", "confidence", "second_check", ("assured_date", admin.EmptyFieldListFilter), "kind",
        "needs", "audiences", "country",
    ]  # fmt: skip
    search_fields = ["name", "alternate_name", "slug", "region", "contacts__value", "contacts__display"]
    # compiled_on: the age of every unchecked contact counts from it; typing it over would show what nobody looked at.
    readonly_fields = ["publication", "draft_reason", "assured_date", "compiled_on", "id"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["organization", "languages"]
    filter_horizontal = ["needs", "audiences"]
    form = ServiceForm
    inlines = [ContactInline, ServiceTextInline, FallbackInline, SourceInline, VerificationInline]
    action_form = ReasonForm
    actions = ["publish", "return_to_draft", "make_link", "do_not_list"]
    list_per_page = 50
    formfield_overrides = WEB
    show_full_result_count = False

    def get_queryset(self, request):
        contacts = Contact.objects.filter(hidden="").order_by("position", "pk")
        shown = Prefetch("contacts", contacts, to_attr="reachable")
        return super().get_queryset(request).prefetch_related(shown).select_related("tombstone")

    @admin.display(description=_("place"), ordering="country")
    def place(self, service):
        return service.region or service.country or _("worldwide")

    @admin.display(description=_("get in touch"))
    def numbers(self, service):
        displays = [contact.display for contact in service.reachable]
        return ", ".join(displays[:2]) + (" …" if len(displays) > 2 else "") if displays else "-"

    def get_readonly_fields(self, request, obj=None):
        """What is on the do-not-list cannot be made active by hand."""
        stopped = obj is not None and hasattr(obj, "tombstone")
        return [*self.readonly_fields, "status"] if stopped else self.readonly_fields

    def has_delete_permission(self, request, obj=None):
        """The do-not-list must not forget."""
        return not hasattr(obj, "tombstone") and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        """Only what was typed is written, so that two people in one form do not undo each other; a website waits."""
        obj.last_modified = timezone.now()
        typed = obj.website
        obj.website = form.initial.get("website", "") if change else ""
        if change:
            plain = {field.name for field in obj._meta.concrete_fields} & set(form.changed_data) - {"website"}
            obj.save(update_fields=[*plain, "last_modified"])
        else:
            obj.save()
        if typed != obj.website:
            self._tell(request, [changes.propose_website(obj, typed, by=request.user, old=obj.website)])
            obj.refresh_from_db(fields=["website"])

    def save_formset(self, request, form, formset, change):
        if formset.model is not Contact:
            super().save_formset(request, form, formset, change)
            return
        confirmed = form.instance.assured_date
        made = save_contacts(formset, by=request.user)
        self._tell(request, made)
        if confirmed and any(request_.state == ChangeRequest.State.APPLIED for request_ in made):
            said = _("Saved. The number changed, so it is no longer confirmed. Check it and confirm again.")
            self._warn(request, said)

    def save_related(self, request, form, formsets, change):
        """After rows and children are saved, the rule is applied."""
        super().save_related(request, form, formsets, change)
        service = form.instance
        service.refresh_from_db(fields=["website", "confidence", "publication", "assured_date"])
        reason = publishing.hold_if_unfit(service)
        if reason:
            self._warn(request, _("Saved. This service is a draft now. %s") % reason)
        search_index.index([service.pk])

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """What needs a look says that the rest is saved; "changed successfully" beside it would say the opposite."""
        if level == messages.SUCCESS and getattr(request, "needs_a_look", False):
            return
        super().message_user(request, message, level, *args, **kwargs)

    def _warn(self, request, said):
        request.needs_a_look = True
        self.message_user(request, said, messages.WARNING)

    def _tell(self, request, made):
        """What was typed is not lost and not live: both are said, with the words."""
        waiting = [one for one in made if one.state == ChangeRequest.State.WAITING]
        for one in waiting:
            new = one.new_display or one.new_value or "-"
            said = _(
                "Waits for a second person: %(new)s. Readers see what was there before. It is in “%(queue)s”. "
                "All else is saved."
            )
            values = {"new": new, "queue": ChangeRequest._meta.verbose_name_plural}
            self._warn(request, said % values)
