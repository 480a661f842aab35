"""What the guidance rests on: facts, sources, the articles and their points."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.guidance.models import Article, Fact, Idea, Source
from actions.guidance.provenance import used_in
from actions.guidance.titles import neutral
from actions.guidance.views.found import list_guides, piece_or_404
from actions.guidance.vocabulary import FactTopic


@require_safe
def facts(request):
    language = get_language()
    rows = list(Fact.objects.published().in_language(language))
    citing = list(list_guides())
    sources = {source.key: source for source in Source.objects.all()}
    for fact in rows:
        fact.source_rows = [sources[key] for key in fact.sources if key in sources]
        fact.cited_by = [guide for guide in citing if fact.key in guide.facts]
    topics = [(topic, [fact for fact in rows if fact.topic == topic]) for topic in FactTopic]
    return render(request, "guidance/facts.html", {"topics": topics, "language": language})


@require_safe
def sources(request):
    language = get_language()
    articles = Article.objects.published().in_language(language)
    context = {"articles": articles, "sources": Source.objects.all()}
    return render(request, "guidance/sources.html", context)


@require_safe
def points(request):
    """All points of all articles, each with what was drawn from it or the reason why nothing was."""
    language = get_language()
    articles = list(Article.objects.published().in_language(language).prefetch_related("points"))
    uses = used_in(language)
    rows = [(article, [(p, uses.get(p.key, [])) for p in article.points.all()]) for article in articles]
    used = sum(bool(each) for _article, found in rows for _point, each in found)
    total = sum(len(found) for _article, found in rows)
    ideas = Idea.objects.published().in_language(language)
    context = {"rows": rows, "used": used, "total": total, "ideas": ideas}
    return render(request, "guidance/points.html", context)


@require_safe
def article(request, slug):
    language = get_language()
    piece = piece_or_404(Article, slug, "points")
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
