"""Editorial screens. They show and lay out; editing.py stores. What they can do is in `desk`."""

from typing import Any, ClassVar

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actions.guidance import editing, translations
from actions.guidance.desk import layout
from actions.guidance.desk.history import HistoryAdmin
from actions.guidance.desk.preview import PreviewAdmin
from actions.guidance.desk.translating import TranslatedAdmin, TranslationFilter, ways
from actions.guidance.forms import PieceForm, RecordForm, SourceForm
from actions.guidance.models import (
    Action,
    Article,
    Choice,
    Fact,
    Guide,
    Idea,
    Point,
    Revision,
    Scenario,
    Source,
    Word,
)
from config.content_admin import FromFileAdmin

FILE_STATES = {
    None: _("Made here. It is in no file."),
    False: _("As in the file."),
    True: _("Edited here. It differs from the file, and loading the files keeps it as it is here."),
}


class EditedAdmin(HistoryAdmin, PreviewAdmin, FromFileAdmin):
    """Saves and deletes through editing.py, and says whether a row differs from its file."""

    readonly_fields: ClassVar[tuple[str, ...]] = ("file_state",)
    change_form_template = "admin/guidance/change_form.html"

    @admin.display(description=_("file"))
    def file_state(self, row):
        return FILE_STATES[editing.differs_from_file(row)] if row.pk else "–"

    def get_object(self, request, object_id, from_field=None):
        """A form that is sent holds its row until it is stored: of two people who save at once, one is told.

        Whatever view asks for a row while answering POST has to be in a transaction.
        """
        row = super().get_object(request, object_id, from_field)
        if row is None or request.method != "POST":
            return row
        return self.model.objects.select_for_update().filter(pk=row.pk).first()

    def get_fieldsets(self, request, obj=None):
        names = [str(name) for name in self.get_fields(request, obj) if name != "seen"]
        return layout.fieldsets(editing.kind_of(self.model()), names)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if widget := layout.widget_for(db_field):
            kwargs["widget"] = widget
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.pk:
            context["parts"] = layout.parts_of(editing.kind_of(obj), obj)
            if (whole := editing.whole(obj)) is not obj:
                name = f"admin:{whole._meta.app_label}_{whole._meta.model_name}_change"
                context |= {"whole": whole, "whole_address": reverse(name, args=[whole.pk])}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        editing.save(obj, by=request.user)

    def delete_model(self, request, obj):
        editing.delete([obj], by=request.user)


class PieceAdmin(TranslatedAdmin, EditedAdmin):
    form = PieceForm
    list_display = ("key", "title", "language", "published", "translation")
    list_display_links = ("key", "title")
    list_filter: ClassVar[tuple[Any, ...]] = ("language", "published", TranslationFilter)
    search_fields = ("key", "title", "slug")

    def get_readonly_fields(self, request, obj=None):
        """A key, a language and an address stay what they are: other pages, pledges and people point to them."""
        fixed = ("key", "language", "slug") if obj else ()
        return (*self.readonly_fields, *fixed)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.pk:
            context["ways"] = ways(obj)
            if translations.is_translation(obj):
                state = translations.state_of(obj, translations.prints(editing.kind_of(obj)))
                context |= {"translation_state": state, "must_compare": state in translations.TO_COMPARE}
        return super().render_change_form(request, context, add, change, form_url, obj)


@admin.register(Guide)
class GuideAdmin(PieceAdmin):
    pass


@admin.register(Action)
class ActionAdmin(PieceAdmin):
    list_filter = (*PieceAdmin.list_filter, "when", "effort", "first", "care")


@admin.register(Fact)
class FactAdmin(PieceAdmin):
    pass


@admin.register(Article)
class ArticleAdmin(PieceAdmin):
    pass


@admin.register(Scenario)
class ScenarioAdmin(PieceAdmin):
    pass


@admin.register(Word)
class WordAdmin(PieceAdmin):
    pass


@admin.register(Idea)
class IdeaAdmin(PieceAdmin):
    pass


@admin.register(Choice)
class ChoiceAdmin(EditedAdmin):
    """Apart from its story, as points are from their article."""

    form = RecordForm
    readonly_fields = ()
    list_display = ("scenario", "key", "text")
    list_display_links = ("key", "text")
    list_filter = ("scenario__language", "scenario")
    list_select_related = ("scenario",)
    search_fields = ("text",)

    def get_readonly_fields(self, request, obj=None):
        return ("scenario", "key") if obj else ()


@admin.register(Point)
class PointAdmin(EditedAdmin):
    """Apart from its article: some have so many points that one form with all of them could not be sent."""

    form = RecordForm
    readonly_fields = ()
    list_display = ("key", "article", "kind", "contested")
    list_filter = ("article__language", "article", "kind", "contested")
    list_select_related = ("article",)
    search_fields = ("key", "text")

    def get_readonly_fields(self, request, obj=None):
        return ("article", "key") if obj else ()


@admin.register(Source)
class SourceAdmin(EditedAdmin):
    form = SourceForm
    list_display = ("key", "title", "url")
    search_fields = ("key", "title", "url")

    def get_readonly_fields(self, request, obj=None):
        return (*self.readonly_fields, "key") if obj else self.readonly_fields


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):
    """What was changed lately, of every kind. A version is shown and brought back on the page of its piece."""

    list_display = ("when", "by", "origin", "kind", "key", "language")
    list_display_links = None
    list_filter = ("origin", "kind", "language")
    list_select_related = ("by",)
    search_fields = ("key",)
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
