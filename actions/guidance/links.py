"""What a text may link to: keys -> addresses of this site in one language."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.urls import reverse
from django.utils import translation

from actions.guidance.kinds import Record
from actions.guidance.models import Action, Article, Fact, Guide, Scenario, Source
from actions.guidance.rendering import Links, Target
from actions.guidance.validation import Known
from resources.vocabulary import AUDIENCES, NEEDS


def links_in(language: str) -> Links:
    """Every published piece, point, source and need, with its path in `language` (with fallback)."""
    pieces: dict[str, Any] = {
        "action": Action.objects.published().in_language(language),
        "guide": Guide.objects.published().in_language(language).defer("body", "sections"),
        "fact": Fact.objects.published().in_language(language),
        "scenario": Scenario.objects.published().in_language(language),
    }
    articles = Article.objects.published().in_language(language).prefetch_related("points")
    links: dict[str, Target] = {}
    with translation.override(language):
        for kind, rows in pieces.items():
            links |= {f"{kind}:{row.key}": Target(row.get_absolute_url(), row.title) for row in rows}
        for article in articles:
            url = article.get_absolute_url()
            links |= {f"point:{point.key}": Target(f"{url}#{point.key}") for point in article.points.all()}
        sources = reverse("guidance:sources")
        for key in Source.objects.values_list("key", flat=True):
            links[f"source:{key}"] = Target(f"{sources}#source-{key}")
        links |= {f"need:{code}": Target(f"{reverse('resources:list')}?need={code}") for code in NEEDS}
    return links


def known_keys() -> Known:
    """The keys that a record may name, of what the database holds in any language."""
    return {
        "action": set(Action.objects.values_list("key", flat=True)),
        "guide": set(Guide.objects.values_list("key", flat=True)),
        "fact": set(Fact.objects.values_list("key", flat=True)),
        "scenario": set(Scenario.objects.values_list("key", flat=True)),
        "point": set(Article.objects.exclude(points=None).values_list("points__key", flat=True)),
        "source": set(Source.objects.values_list("key", flat=True)),
        "need": set(NEEDS),
        "audience": set(AUDIENCES),
    }


def keys_of(libraries: Iterable[dict[str, list[Record]]]) -> Known:
    """The keys that the records of some files define, together with the codes of the directory."""
    known: dict[str, set[str]] = {"need": set(NEEDS), "audience": set(AUDIENCES), "point": set()}
    for library in libraries:
        for kind, records in library.items():
            known.setdefault(kind, set()).update(record["key"] for record in records)
        points = chain.from_iterable(article["points"] for article in library["article"])
        known["point"].update(point["key"] for point in points)
    return known


def rehearsal(known: Known) -> Links:
    """Links that lead to every known key, to see what a text would link to before anything is stored."""
    return {f"{kind}:{key}": Target("/") for kind, keys in known.items() for key in keys}
