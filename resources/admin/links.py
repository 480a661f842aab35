"""The report of the link check: what to look at first, and which services it stands in. Nobody writes here."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from resources import link_checks
from resources.admin.reading import ReadOnlyAdmin
from resources.models import Contact, LinkCheck, Service


class WithServices(ChangeList):
    """Knows which services name the values of the page, in two queries however long it is."""

    def get_results(self, request):
        super().get_results(request)
        values = [check.target for check in self.result_list]
        named = Contact.objects.filter(value__in=values).values_list("value", "service_id", "service__name")
        websites = Service.objects.filter(website__in=values).values_list("website", "pk", "name")
        services: dict = {value: {} for value in values}
        for value, service, name in [*named, *websites]:
            services[value][service] = name
        for check in self.result_list:
            check.services = services[check.target]


class ByProblem(admin.SimpleListFilter):
    """The problems that there are, in words."""

    title = _("what we saw")
    parameter_name = "problem"

    def lookups(self, request, model_admin):
        codes = LinkCheck.objects.exclude(problem="").order_by("problem").values_list("problem", flat=True)
        verdicts = link_checks.VERDICTS
        return [(code, verdicts[code].sentence) for code in codes.distinct() if code in verdicts]

    def queryset(self, request, queryset):
        return queryset.filter(problem=self.value()) if self.value() else queryset


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    list_display = ["what", "used_by", "target", "weight", "checked_on"]
    list_display_links = None
    list_filter = ["weight", "kind", ByProblem]
    search_fields = ["target", "final_host"]
    list_per_page = 50
    show_full_result_count = False
    change_list_template = "admin/resources/linkcheck/change_list.html"

    def changelist_view(self, request, extra_context=None):
        """An empty list says what fills it; a search that finds nothing does not."""
        title = capfirst(self.opts.verbose_name_plural)
        context = {"title": title, "never_ran": not LinkCheck.objects.exists(), **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_changelist(self, request, **kwargs):
        return WithServices

    @admin.display(description=_("what we saw"), ordering="problem")
    def what(self, check):
        return link_checks.sentence(check)

    @admin.display(description=_("services"))
    def used_by(self, check):
        rows = sorted(check.services.items(), key=lambda item: item[1])
        links = ((reverse("admin:resources_service_change", args=[pk]), name) for pk, name in rows)
        return format_html_join(", ", '<a href="{}">{}</a>', links)
