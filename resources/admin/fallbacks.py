"""The next steps of a service, beside it. Left empty, the listing page finds them by itself."""

from django.contrib import admin

from resources.models import Fallback


class FallbackInline(admin.TabularInline):
    model = Fallback
    fk_name = "service"
    fields = ["position", "to"]
    autocomplete_fields = ["to"]
    extra = 0
