"""What the guidance rests on: its sources, the articles, their points and where they agree."""

from dataclasses import dataclass, field

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.guidance.models import Action, Article, Guide, Idea, Source
from actions.guidance.provenance import Uses, cited_in, points_behind, used_in
from actions.guidance.titles import neutral
from actions.guidance.views.found import list_guides, piece_or_404


@dataclass
class Shelf:
    """The sources that one guide is the first to name, or, without a guide, those that no guide names.

    Each with what else rests on it.
    """

    guide: Guide | None
    sources: list[tuple[Source, Uses]] = field(default_factory=list)


@require_safe
def sources(request):
    """Every source once, below the first guide that names it, with the other guides that do."""
    language = get_language()
    uses = cited_in(language)
    shelves = {guide.key: Shelf(guide) for guide in list_guides()}
    rest = Shelf(None)
    for source in Source.objects.all():
        found = uses.get(source.key, [])
        guides = [piece for _label, group in found for piece in group if isinstance(piece, Guide)]
        if guides:  # the page would grow too heavy with all the rest, which names its sources itself
            found = [(_("Guides"), guides[1:])] if guides[1:] else []
        shelf = shelves.get(guides[0].key, rest) if guides else rest
        shelf.sources.append((source, found))
    filled = [shelf for shelf in (*shelves.values(), rest) if shelf.sources]
    articles = Article.objects.published().in_language(language)
    return render(request, "guidance/sources.html", {"articles": articles, "shelves": filled})


@require_safe
def points(request):
    """All points of all articles, each with what was drawn from it or the reason why nothing was."""
    language = get_language()
    articles = list(Article.objects.published().in_language(language).prefetch_related("points"))
    uses = used_in(language)
    for row in articles:
        _mark(row, uses)
    context = {
        "articles": articles,
        "used": sum(row.used for row in articles),
        "total": sum(len(row.point_rows) for row in articles),
    }
    return render(request, "guidance/points.html", context)


@require_safe
def ideas(request):
    """Where the articles agree, and what holds people back, each with its guides, actions and points."""
    language = get_language()
    guides = {row.key: row for row in list_guides()}
    actions = {row.key: row for row in Action.objects.published().in_language(language)}
    found = list(Idea.objects.published().in_language(language))
    points = {
        point.key: point for point in points_behind({key for idea in found for key in idea.seeds}, language)
    }
    for idea in found:
        idea.pieces = [
            *(guides[key] for key in idea.guides if key in guides),
            *(actions[key] for key in idea.actions if key in actions),
        ]
        idea.points = [points[key] for key in idea.seeds if key in points]
    context = {
        "ideas": [idea for idea in found if not idea.barrier],
        "barriers": [idea for idea in found if idea.barrier],
    }
    return render(request, "guidance/ideas.html", context)


@require_safe
def article(request, slug):
    language = get_language()
    piece = piece_or_404(Article, slug, "points")
    _mark(piece, used_in(language))
    return render(
        request,
        "guidance/article.html",
        {
            "article": piece,
            "tab_title": neutral(piece.title, _("Where this comes from")),
            "translated": piece.language == language,
            "source": Source.objects.filter(key=piece.source).first(),
        },
    )


def _mark(piece, uses):
    """Give an article its points with their uses, and how many of them are used."""
    piece.point_rows = list(piece.points.all())
    for point in piece.point_rows:
        point.uses = uses.get(point.key, [])
    piece.used = sum(bool(point.uses) for point in piece.point_rows)
