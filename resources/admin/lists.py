"""What services refer to: organisations, needs and audiences, languages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from resources import search_index
from resources.admin.fields import WEB
from resources.models import Language, Organization, TaxonomyTerm


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ["name", "website"]
    formfield_overrides = WEB
    search_fields = ["name", "website"]

    def get_readonly_fields(self, request, obj=None):
        """Partners read this address with the services, and one person alone changes no address that is out."""
        return ["website"] if obj and obj.services.published().exists() else []

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        search_index.changed(obj.services.all())


@admin.register(TaxonomyTerm)
class TaxonomyTermAdmin(admin.ModelAdmin):
    list_display = ["label", "taxonomy", "code", "position"]
    list_filter = ["taxonomy"]
    search_fields = ["code", "name"]

    @admin.display(description=_("label"), ordering="name")
    def label(self, term):
        return term.label

    def get_readonly_fields(self, request, obj=None):
        """The label of a known code is translated with the site; here it would be changed in one language only."""
        return ["taxonomy", "code", "name"] if obj and obj.is_known else []


@admin.register(Language)
class LanguageAdmin(admin.ModelAdmin):
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
