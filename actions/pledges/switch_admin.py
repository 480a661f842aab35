"""The switch that closes the board, for lead moderators. It shows and calls; opening.py writes."""

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from actions.pledges import opening
from actions.pledges.models import BoardState


@admin.register(BoardState)
class BoardStateAdmin(admin.ModelAdmin):
    """One row, so the list leads straight to it."""

    fields = ["open", "since", "by"]
    readonly_fields = ["since", "by"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)  # refuses
        return HttpResponseRedirect(reverse("admin:pledges_boardstate_change", args=[opening.state().pk]))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not settings.BOARD_OPEN:
            messages.warning(
                request, _("The settings of the site keep the board closed, whatever stands here.")
            )
        return super().change_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        opening.switch(obj.open, by=request.user)
