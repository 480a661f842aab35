"""Facts, each with what it leaves out."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from actions.guidance.models import Fact, Source
from actions.guidance.views.found import list_guides
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
