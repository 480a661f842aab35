"""Translations on the editorial screens: which are missing, which are old, and what changed in English since."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.guidance import editing, translations
from actions.guidance.labels import labelled
from actions.guidance.records import record_of
from actions.guidance.translations import State

# What a new translation takes over from its English; texts are for the translator.
TAKEN_OVER = ("key", "slug", "position")


class TranslationFilter(admin.SimpleListFilter):
    title = gettext_lazy("translation")
    parameter_name = "translation"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        asked = self.value() or ""
        if asked not in State.values:
            return queryset
        return queryset.filter(pk__in=translations.keys_in_state(editing.kind_of(self.model()), asked))

    def __init__(self, request, params, model, model_admin):
        self.model = model
        super().__init__(request, params, model, model_admin)


class TranslatedList(ChangeList):
    """A list that knows how each of its translations stands: two or three questions for all rows together."""

    def get_results(self, request):
        super().get_results(request)
        kind = editing.kind_of(self.model())
        now, without = translations.prints(kind), translations.languages_without(kind)
        for row in self.result_list:
            if translations.is_translation(row):
                row.translation_text = translations.state_of(row, now).label
            else:
                lacking = ", ".join(without.get(row.key, []))
                row.translation_text = _("Missing: %s") % lacking if lacking else "–"


class TranslatedAdmin(admin.ModelAdmin):
    def get_changelist(self, request, **kwargs):
        return TranslatedList

    @admin.display(description=gettext_lazy("translation"))
    def translation(self, row):
        return row.translation_text

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_english"
        view = self.admin_site.admin_view(transaction.atomic(self.english_view))
        return [path("<path:object_id>/english/", view, name=name), *super().get_urls()]

    def get_changeform_initial_data(self, request):
        """A translation of a piece begins with the sorting and the references of its English."""
        initial = super().get_changeform_initial_data(request)
        kind = editing.kind_of(self.model())
        row = translations.english(kind).filter(key=initial.get("key", "")).first()
        if row is None:
            return initial
        same = [field.name for field in kind.fields if not field.translated and field.name != "note"]
        return {name: getattr(row, name) for name in (*TAKEN_OVER, *same)} | initial

    def english_view(self, request, object_id):
        """What changed in English since the translation was made, and a button: it still says the same."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        kind = editing.kind_of(row)
        source = translations.english_of(kind, row) if translations.is_translation(row) else None
        if source is None:
            raise Http404
        if request.method == "POST":
            return self._confirm(request, row)
        now, before = record_of(kind, source), translations.english_it_was_made_from(kind, row)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("English since then: %s") % row,
            "row": row,
            "source": source,
            "state": (state := translations.state_of(row, translations.prints(kind))),
            "must_compare": state in translations.TO_COMPARE,
            "print": translations.print_of(kind, now),
            "known": before is not None,
            "changes": translated_only(kind, self.model, before, now) if before else [],
            "may_change": self.has_change_permission(request, row),
        }
        return TemplateResponse(request, "admin/guidance/english.html", context)

    def _confirm(self, request, row):
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if editing.confirm(row, seen=request.POST.get("print", "")):
            self.log_change(request, row, "Confirmed that it says what the English says.")
            messages.success(request, _("Noted: it says what the English says now."))
            back = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(back, args=[row.pk]))
        messages.warning(request, _("The English was changed again meanwhile. Look once more."))
        return HttpResponseRedirect(request.path)


def translated_only(kind: Any, model: Any, old: Any, new: Any) -> list[Any]:
    """Differences in what a translator writes."""
    names = {field.name for field in kind.fields if field.translated}
    inner = {field.name for field in kind.parts.fields if field.translated} if kind.parts else set()
    return [
        each
        for each in labelled(kind, model, old, new)
        if each.change.field in (inner if each.change.part else names)
    ]


def ways(row: Any) -> list[tuple[str, str]]:
    """Links from the form of a piece to its other languages: (what to say, address)."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    there = {other.language: other for other in type(row).objects.filter(key=row.key).only("language")}
    found = []
    for code, language in settings.LANGUAGES:
        if code in there and code != row.language:
            found.append((_("Open: %s") % language, reverse(f"{name}_change", args=[there[code].pk])))
        elif code not in there:
            query = urlencode({"key": row.key, "language": code})
            found.append((_("Translate: %s") % language, f"{reverse(f'{name}_add')}?{query}"))
    return found
