"""The table of words: say this, not that."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from actions.guidance.models import Fact, Source, Word
from actions.guidance.provenance import points_behind
from actions.guidance.wording import grouped


@require_safe
def words(request):
    language = get_language()
    rows = list(Word.objects.published().in_language(language))
    keys = {
        name: {key for row in rows for key in getattr(row, name)} for name in ("seeds", "sources", "facts")
    }
    points = points_behind(keys["seeds"], language)
    sources = Source.objects.in_order_of(sorted(keys["sources"]))
    facts = Fact.objects.published().in_language(language).in_order_of(sorted(keys["facts"]))
    for row in rows:
        row.point_rows = [point for point in points if point.key in row.seeds]
        row.source_rows = [source for source in sources if source.key in row.sources]
        row.fact_rows = [fact for fact in facts if fact.key in row.facts]
    return render(request, "guidance/words.html", {"groups": grouped(rows)})
