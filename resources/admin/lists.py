"""What services refer to: organisations, needs and audiences, languages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from resources.admin.fields import WEB
from resources.models import Language, Organization, TaxonomyTerm


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ["name", "website"]
    formfield_overrides = WEB
    search_fields = ["name", "website"]


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
