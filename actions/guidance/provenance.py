"""Where things come from and what they were used for: points and sources on one side, pieces on the other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from django.db.models import IntegerField, Value
from django.utils.translation import gettext_lazy as _

from actions.guidance.models import Action, Article, Fact, Guide, Idea, Piece, Point, Word

# What kinds of piece draw on points and on sources, and what a list of them is called.
DRAWN: dict[type[Piece], object] = {
    Guide: _("Guides"),
    Action: _("Things you can do"),
    Word: _("Words"),
    Idea: _("Where the articles agree"),
}
CITING: dict[type[Piece], object] = {
    Guide: _("Guides"),
    Action: _("Things you can do"),
    Fact: _("Facts"),
    Word: _("Words"),
}
LINKED = ("key", "language", "slug", "title")

Uses = list[
    tuple[object, Sequence[Piece]]
]  # (what they are called, the pieces), in the order of DRAWN or CITING


def points_behind(keys: Iterable[str], language: str) -> list[Point]:
    """The points that a piece names, in the order of their articles, each with its article. One query."""
    articles = Article.objects.published().in_language(language).order_by()
    rows = Point.objects.filter(article__in=articles, key__in=list(keys)).select_related("article")
    return list(rows.order_by("article__position", "article__key", "position"))


def used_in(language: str) -> dict[str, Uses]:
    """Point key -> the guides, actions, words and shared ideas drawn from it. One query."""
    return _naming(DRAWN, "seeds", language)


def cited_in(language: str) -> dict[str, Uses]:
    """Source key -> the guides, actions, facts and words that rest on it. One query."""
    return _naming(CITING, "sources", language)


def _naming(kinds: dict[type[Piece], object], field: str, language: str) -> dict[str, Uses]:
    """What the `field` of published pieces names -> those pieces. They hold what a link needs and nothing else."""
    models = list(kinds)
    parts = [
        model.objects.published()  # type: ignore[attr-defined]
        .in_language(language)
        .order_by()
        .values_list(Value(place, IntegerField()), "position", *LINKED, field)
        for place, model in enumerate(models)
    ]
    found: dict[str, list[Piece]] = defaultdict(list)
    for place, _position, *values, named in sorted(parts[0].union(*parts[1:], all=True)):
        piece = models[place](**dict(zip(LINKED, values, strict=True)))
        for key in named:
            found[key].append(piece)
    return {key: _by_kind(pieces, kinds) for key, pieces in found.items()}


def _by_kind(pieces: Sequence[Piece], kinds: dict[type[Piece], object]) -> Uses:
    return [(kinds[model], list(group)) for model, group in groupby(pieces, type)]
