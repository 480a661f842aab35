"""Pages of the desk that are only read: for whoever may change services, without any button that writes."""

from django.contrib import admin

MAY_READ = "resources.change_service"


class ReadOnlyAdmin(admin.ModelAdmin):
    """No adding, changing or deleting for anybody; reading for editors."""

    actions = None

    def has_module_permission(self, request):
        return request.user.has_perm(MAY_READ)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(MAY_READ)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
