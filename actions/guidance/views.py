"""Pages of the guidance. Each gets its rows, decides nothing, and shows stored HTML."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.guidance.filters import Choice, facets
from actions.guidance.models import Action, Article, Fact, Guide, Source
from actions.guidance.moments import FIRST, moments
from actions.guidance.provenance import points_behind, used_in
from actions.guidance.titles import neutral
from resources.vocabulary import NEEDS


def _piece_or_404(model, slug, *prefetch):
    """The published piece at an address in the language of the page, or its fallback."""
    rows = model.objects.published().in_language(get_language()).prefetch_related(*prefetch)
    try:
        return rows.get(slug=slug)
    except model.DoesNotExist:
        raise Http404 from None


def _list_guides():
    return Guide.objects.published().in_language(get_language()).defer("body", "sections")


@require_safe
def home(request):
    guides = list(_list_guides())
    actions = Action.objects.published().in_language(get_language())
    first = [guide for key in FIRST for guide in guides if guide.key == key]
    return render(request, "guidance/home.html", {"first": first, "moments": moments(guides, actions)})


@require_safe
def guides(request):
    return render(request, "guidance/guides.html", {"guides": _list_guides()})


@require_safe
def guide(request, slug):
    language = get_language()
    piece = _piece_or_404(Guide, slug)
    return render(
        request,
        "guidance/guide.html",
        {
            "guide": piece,
            "tab_title": neutral(piece.title, _("A guide")),
            "translated": piece.language == language,
            "actions": Action.objects.published().in_language(language).in_order_of(piece.actions),
            "facts": Fact.objects.published().in_language(language).in_order_of(piece.facts),
            "needs": [(code, NEEDS[code]) for code in piece.needs if code in NEEDS],
            "points": points_behind(piece.seeds, language),
            "sources": Source.objects.in_order_of(piece.sources),
        },
    )


@require_safe
def actions(request):
    choice = Choice.read(request.GET)
    fitting = Action.objects.published().in_language(get_language()).fitting(**choice.codes)
    context = {"actions": fitting, "choice": choice, "facets": facets(choice)}
    return render(request, "guidance/actions.html", context)


@require_safe
def action(request, slug):
    language = get_language()
    piece = _piece_or_404(Action, slug)
    return render(
        request,
        "guidance/action.html",
        {
            "action": piece,
            "tab_title": neutral(piece.title, _("One thing you can do")),
            "translated": piece.language == language,
            "guides": [row for row in _list_guides() if piece.key in row.actions],
            "facts": Fact.objects.published().in_language(language).resting_on(piece.sources),
            "points": points_behind(piece.seeds, language),
            "sources": Source.objects.in_order_of(piece.sources),
        },
    )


@require_safe
def facts(request):
    language = get_language()
    rows = list(Fact.objects.published().in_language(language))
    citing = list(_list_guides())
    sources = {source.key: source for source in Source.objects.all()}
    for fact in rows:
        fact.source_rows = [sources[key] for key in fact.sources if key in sources]
        fact.cited_by = [guide for guide in citing if fact.key in guide.facts]
    return render(request, "guidance/facts.html", {"facts": rows, "language": language})


@require_safe
def sources(request):
    articles = Article.objects.published().in_language(get_language())
    return render(request, "guidance/sources.html", {"articles": articles, "sources": Source.objects.all()})


@require_safe
def article(request, slug):
    language = get_language()
    piece = _piece_or_404(Article, slug, "points")
    uses = used_in(language)
    points = [(point, uses.get(point.key, [])) for point in piece.points.all()]
    return render(
        request,
        "guidance/article.html",
        {
            "article": piece,
            "tab_title": neutral(piece.title, _("Where this comes from")),
            "translated": piece.language == language,
            "points": points,
            "source": Source.objects.filter(key=piece.source).first(),
        },
    )
