"""The do-not-list in the admin: what is on it, and taking something off."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources import tombstones
from resources.admin.asking import LogAdmin, ask, is_sure
from resources.models import Tombstone


@admin.register(Tombstone)
class TombstoneAdmin(LogAdmin):
    list_display = ["what", "reason", "note", "created_on", "by"]
    list_filter = ["reason", ("service", admin.EmptyFieldListFilter)]
    list_select_related = ["service", "by"]
    search_fields = ["value", "service__name", "service__slug", "note"]
    actions = ["list_again"]

    @admin.display(description=gettext_lazy("what"))
    def what(self, stone):
        return str(stone)

    @admin.action(description=gettext_lazy("List again (a draft, to be checked)"), permissions=["change"])
    def list_again(self, request, queryset):
        rows = list(queryset)
        if not is_sure(request):
            title = _("Take these from the do-not-list? Nothing is shown before somebody checks it.")
            button = _("List again")
            return ask(self, request, title=title, action="list_again", rows=rows, button=button)
        for stone in rows:
            self.log_change(request, stone, f"Listed again: {stone}")
            tombstones.list_again(stone, by=request.user)
        self.message_user(request, _("Taken from the do-not-list: %d.") % len(rows), messages.SUCCESS)
        return None
