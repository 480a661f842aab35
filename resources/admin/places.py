"""Places and their addresses. A confidential address exists only for staff who may see confidential addresses."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from resources import places
from resources.admin.fields import WEB
from resources.hsds.forgetting import forget
from resources.models import Address, Location, ServiceAtLocation

MAY_SEE = "resources.view_confidential_address"


class _WithPlace(admin.StackedInline):
    """Part of a place: whoever may change places may change it."""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("resources.view_location")

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("resources.change_location")

    has_change_permission = has_delete_permission = has_add_permission


class AddressInline(_WithPlace):
    model = Address


class ServiceAtLocationInline(_WithPlace):
    model = ServiceAtLocation
    extra = 0
    autocomplete_fields = ["service"]


@admin.register(Location)
class LocationAdmin(admin.ModelAdmin):
    list_display = ["name_or_id", "location_type", "city", "organization", "confidential"]
    list_filter = ["location_type", "confidential"]
    list_select_related = ["organization", "address"]
    search_fields = ["name", "organization__name"]
    autocomplete_fields = ["organization"]
    inlines = [AddressInline, ServiceAtLocationInline]
    formfield_overrides = WEB

    @admin.display(description=_("name"), ordering="name")
    def name_or_id(self, location):
        return str(location)

    @admin.display(description=_("city"))  # no ordering: the order of secret cities would tell about them
    def city(self, location):
        address = location.public_address
        return address.city if address else ""

    @admin.display(description=_("Address"))
    def hidden_address(self, location):
        return _("This address is confidential. Your account may not see it.")

    def _hides(self, request, location):
        return not request.user.has_perm(MAY_SEE) and places.is_secret(location)

    def get_inlines(self, request, obj):
        inlines = super().get_inlines(request, obj)
        return (
            [each for each in inlines if each is not AddressInline] if self._hides(request, obj) else inlines
        )

    def get_fields(self, request, obj=None):
        fields = ["name", "location_type", "organization", "url", "confidential"]
        return [*fields, "hidden_address"] if self._hides(request, obj) else fields

    def get_readonly_fields(self, request, obj=None):
        """Only who may see the address may take the secret away from it."""
        return ["confidential", "hidden_address"] if self._hides(request, obj) else []

    def get_search_results(self, request, queryset, search_term):
        """Also by address: of confidential places only for those who may see it, in lists and in suggestions."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        words = search_term.split()
        if not words:
            return found, duplicates
        by_address = queryset if request.user.has_perm(MAY_SEE) else queryset.filter(confidential=False)
        for word in words:
            by_address = by_address.filter(
                Q(address__address_1__icontains=word)
                | Q(address__city__icontains=word)
                | Q(address__postal_code__icontains=word)
            )
        either = Q(pk__in=found.values("pk")) | Q(pk__in=by_address.values("pk"))
        return queryset.filter(either), False

    def save_related(self, request, form, formsets, change):
        before = places.services_at([form.instance])
        super().save_related(request, form, formsets, change)
        places.changed(before | places.services_at([form.instance]))
        if form.instance.confidential:
            forget([form.instance.pk])

    def delete_model(self, request, obj):
        services = places.services_at([obj])
        super().delete_model(request, obj)
        places.changed(services)

    def delete_queryset(self, request, queryset):
        services = places.services_at(queryset)
        super().delete_queryset(request, queryset)
        places.changed(services)
