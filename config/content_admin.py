"""The admin's side of content.py: a row that came from a file is hidden by an editor, never deleted."""

from django.contrib import admin


class FromFileAdmin(admin.ModelAdmin):
    """A deleted row would come back with the next loading, so only rows that were made here can be deleted."""

    def has_delete_permission(self, request, obj=None):
        from_file = bool(getattr(obj, "loaded_fingerprint", ""))
        return not from_file and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # the list cannot tell one kind of row from the other
        return actions
