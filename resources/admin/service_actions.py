"""What an editor does to services in the list. Shows, asks and calls; the rules are in `publishing`, `tombstones` and
`self_confirm`. Nothing is confirmed here: nobody sees in a list what they would vouch for; see `checks`."""

from django import forms
from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from resources import publishing, self_confirm, tombstones
from resources.admin.asking import ask, is_sure
from resources.models import Tombstone


class DoNotListForm(forms.Form):
    why = forms.ChoiceField(
        label=gettext_lazy("Reason"), choices=Tombstone.Reason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=gettext_lazy("Note for staff"), required=False, max_length=300)
    with_contacts = forms.BooleanField(
        label=gettext_lazy("Its numbers and addresses too, wherever else they stand"), required=False
    )


class ServiceActions(admin.ModelAdmin):
    """Mixed into the admin of services."""

    @admin.action(description=gettext_lazy("Publish"), permissions=["change"])
    def publish(self, request, queryset):
        done = 0
        for service in queryset:
            try:
                publishing.publish(service, by=request.user)
            except publishing.NotPublishable as error:
                self.message_user(request, f"{service}: {error}", messages.WARNING)
                continue
            self.log_change(request, service, "Published.")
            done += 1
        self._say(request, done, ngettext("%d service published.", "%d services published.", done) % done)

    @admin.action(description=gettext_lazy("Return to draft (give a reason)"), permissions=["change"])
    def return_to_draft(self, request, queryset):
        reason = request.POST.get("reason", "").strip()
        if not reason:
            self.message_user(request, _("Write the reason beside the action first."), messages.ERROR)
            return
        for service in queryset:
            publishing.return_to_draft(service, reason=reason)
            self.log_change(request, service, f"Returned to draft: {reason}")
        self._say(request, len(queryset), _("Returned to draft: %d.") % len(queryset))

    @admin.action(description=gettext_lazy("Do not list any more"), permissions=["change"])
    def do_not_list(self, request, queryset):
        form = DoNotListForm(request.POST if is_sure(request) else None)
        if not form.is_valid():
            title = _("Take these from every page, and never list them again?")
            return ask(
                self,
                request,
                title=title,
                action="do_not_list",
                rows=queryset,
                button=_("Do not list"),
                form=form,
                status=400 if form.is_bound else 200,
            )
        data = form.cleaned_data
        for service in queryset:
            facts = {"note": data["note"], "with_contacts": data["with_contacts"]}
            tombstones.do_not_list(service, reason=data["why"], by=request.user, **facts)
            self.log_change(request, service, f"Do not list: {data['why']}")
        self._say(request, len(queryset), _("On the do-not-list: %d.") % len(queryset))
        return None

    @admin.action(description=gettext_lazy("Make a link for the service to confirm"), permissions=["change"])
    def make_link(self, request, queryset):
        if len(queryset) != 1:
            self.message_user(request, _("Choose one service for a link."), messages.ERROR)
            return None
        service = queryset[0]
        path = reverse("resources:confirm", args=[self_confirm.make(service, by=request.user)])
        self.log_change(request, service, "Made a link for the service.")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("A link for %(service)s") % {"service": service},
            "service": service,
            "address": request.build_absolute_uri(path),
            "days": self_confirm.LINK_DAYS,
        }
        return TemplateResponse(request, "admin/resources/service/link.html", context)

    def _say(self, request, done, text):
        self.message_user(request, text, messages.SUCCESS if done else messages.WARNING)
