"""Editorial screens. They show and lay out; editing.py stores."""

from typing import ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from actions.guidance import editing
from actions.guidance.forms import PieceForm, RecordForm, SourceForm
from actions.guidance.models import Action, Article, Choice, Fact, Guide, Idea, Point, Scenario, Source, Word
from config.content_admin import FromFileAdmin

FILE_STATES = {
    None: _("Made here. It is in no file."),
    False: _("As in the file."),
    True: _("Edited here. It differs from the file, and loading the files keeps it as it is here."),
}


class EditedAdmin(FromFileAdmin):
    """Saves and deletes through editing.py, and says whether a row differs from its file."""

    readonly_fields: ClassVar[tuple[str, ...]] = ("file_state",)

    @admin.display(description=_("file"))
    def file_state(self, row):
        return FILE_STATES[editing.differs_from_file(row)] if row.pk else "–"

    def save_model(self, request, obj, form, change):
        editing.save(obj)

    def delete_model(self, request, obj):
        editing.delete([obj])


class PieceAdmin(EditedAdmin):
    form = PieceForm
    list_display = ("key", "title", "language", "published")
    list_display_links = ("key", "title")
    list_filter: ClassVar[tuple[str, ...]] = ("language", "published")
    search_fields = ("key", "title", "slug")

    def get_readonly_fields(self, request, obj=None):
        """A key, a language and an address stay what they are: other pages, pledges and people point to them."""
        fixed = ("key", "language", "slug") if obj else ()
        return (*self.readonly_fields, *fixed)


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
