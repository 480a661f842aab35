"""Editing services. Shows and calls: the rules are in `publishing` and `freshness`."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from config.content_admin import FromFileAdmin
from resources import freshness, publishing, search_index
from resources.admin.fields import SMALL_TEXT, WEB
from resources.models import Contact, Service, Source, Verification


class ContactInline(admin.StackedInline):
    model = Contact
    extra = 0
    autocomplete_fields = ["languages"]
    readonly_fields = ["second_checked"]
    formfield_overrides = SMALL_TEXT


class SourceInline(admin.StackedInline):
    model = Source
    extra = 0
    formfield_overrides = {**SMALL_TEXT, **WEB}


class VerificationInline(admin.TabularInline):
    """What we checked. Rows come from the confirm actions only."""

    model = Verification
    extra = 0
    fields = ["verified_on", "method", "by"]
    readonly_fields = ["verified_on", "method", "by"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


class ReasonForm(ActionForm):
    reason = forms.CharField(required=False, max_length=200, label=_("Reason (to return to draft)"))


@admin.register(Service)
class ServiceAdmin(FromFileAdmin):
    list_display = [
        "name", "place", "kind", "publication", "status", "confidence", "second_check", "assured_date",
        "newest_source_year",
    ]  # fmt: skip
    list_filter = [
        "publication", "status", "confidence", "second_check", ("assured_date", admin.EmptyFieldListFilter), "kind",
        "needs", "audiences", "country",
    ]  # fmt: skip
    search_fields = ["name", "alternate_name", "slug", "region", "contacts__value", "contacts__display"]
    readonly_fields = ["publication", "draft_reason", "assured_date", "id"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["organization", "languages"]
    filter_horizontal = ["needs", "audiences"]
    inlines = [ContactInline, SourceInline, VerificationInline]
    action_form = ReasonForm
    actions = ["publish", "return_to_draft", "confirm_by_phone", "confirm_on_website", "confirm_by_email"]
    list_per_page = 50
    formfield_overrides = WEB
    show_full_result_count = False

    @admin.display(description=_("place"), ordering="country")
    def place(self, service):
        return service.region or service.country or _("worldwide")

    def save_related(self, request, form, formsets, change):
        """After rows and children are saved: claims about an edited contact end, and the rule is applied."""
        super().save_related(request, form, formsets, change)
        service = form.instance
        edited = [
            contact for formset in formsets if formset.model is Contact for contact in _rewritten(formset)
        ]
        if change and edited:
            confirmed = service.assured_date
            freshness.contacts_edited(service, edited)
            if confirmed:
                said = _("The number changed, so it is no longer confirmed. Check it and confirm again.")
                self.message_user(request, said, messages.WARNING)
        reason = publishing.hold_if_unfit(service)
        if reason:
            self.message_user(request, _("This service is a draft now. %s") % reason, messages.WARNING)
        search_index.index([service.pk])

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, queryset):
        done = 0
        for service in queryset:
            try:
                publishing.publish(service)
            except publishing.NotPublishable as error:
                self.message_user(request, f"{service}: {error}", messages.WARNING)
                continue
            self.log_change(request, service, "Published.")
            done += 1
        self._say(request, done, ngettext("%d service published.", "%d services published.", done) % done)

    @admin.action(description=_("Return to draft (give a reason)"), permissions=["change"])
    def return_to_draft(self, request, queryset):
        reason = request.POST.get("reason", "").strip()
        if not reason:
            self.message_user(request, _("Write the reason beside the action first."), messages.ERROR)
            return
        for service in queryset:
            publishing.return_to_draft(service, reason=reason)
            self.log_change(request, service, f"Returned to draft: {reason}")
        self._say(request, len(queryset), _("Returned to draft: %d.") % len(queryset))

    @admin.action(description=_("Confirm: checked by phone"), permissions=["change"])
    def confirm_by_phone(self, request, queryset):
        self._confirm(request, queryset, Verification.Method.PHONE)

    @admin.action(description=_("Confirm: checked on their website"), permissions=["change"])
    def confirm_on_website(self, request, queryset):
        self._confirm(request, queryset, Verification.Method.WEBSITE)

    @admin.action(description=_("Confirm: checked by e-mail"), permissions=["change"])
    def confirm_by_email(self, request, queryset):
        self._confirm(request, queryset, Verification.Method.EMAIL)

    def _confirm(self, request, queryset, method):
        done = 0
        for service in queryset:
            try:
                freshness.confirm(service, by=request.user, method=method, on=timezone.localdate())
            except ValueError as error:
                self.message_user(request, str(error), messages.WARNING)
                continue
            self.log_change(request, service, f"Confirmed {Verification.Method(method).value}.")
            done += 1
        self._say(request, done, ngettext("%d service confirmed.", "%d services confirmed.", done) % done)

    def _say(self, request, done, text):
        self.message_user(request, text, messages.SUCCESS if done else messages.WARNING)


def _rewritten(formset):
    """Contacts whose value or channel the editor changed or added."""
    changed = [contact for contact, names in formset.changed_objects if {"value", "channel"} & set(names)]
    return [*changed, *formset.new_objects]
