"""What people type and what it means; and which needs no service of a country met."""

from django.contrib import admin

from config.content_admin import FromFileAdmin
from resources import synonyms
from resources.models import Synonym, UnmetNeed


@admin.register(Synonym)
class SynonymAdmin(FromFileAdmin):
    list_display = ["phrase", "language", "words", "active"]
    list_filter = ["language", "active", "needs"]
    search_fields = ["phrase", "words"]
    filter_horizontal = ["needs"]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        synonyms.index([form.instance])


@admin.register(UnmetNeed)
class UnmetNeedAdmin(admin.ModelAdmin):
    """Counts are read here, never written."""

    list_display = ["month", "country", "region", "need", "times"]
    list_filter = ["month", "need", "country"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
