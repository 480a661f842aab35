"""The page about gaps in the directory, and its tables as files for a spreadsheet."""

import csv

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst

from config.safety import csv_cells
from resources import coverage
from resources.admin.reading import ReadOnlyAdmin
from resources.models import Coverage


@admin.register(Coverage)
class CoverageAdmin(ReadOnlyAdmin):
    def get_urls(self):
        """The page stands where a list would; there is no form for a single row."""
        page = self.admin_site.admin_view
        return [
            path("", page(self.changelist_view), name="resources_coverage_changelist"),
            path("<slug:key>.csv", page(self.file), name="resources_coverage_file"),
        ]

    def changelist_view(self, request, extra_context=None):
        self._readers_only(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": capfirst(self.opts.verbose_name_plural),
            "tables": coverage.tables(),
        }
        return TemplateResponse(request, "admin/resources/coverage.html", context)

    def file(self, request, key):
        """One table as CSV in UTF-8 with a mark that tells Excel so. No cell can be run as a formula."""
        self._readers_only(request)
        if key not in coverage.TABLES:
            raise Http404
        table = coverage.TABLES[key]()
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
        writer = csv.writer(response)
        writer.writerows(
            [csv_cells.guard(str(cell)) for cell in cells]
            for cells in [table.columns, *(row.cells for row in table.rows)]
        )
        return response

    def _readers_only(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
