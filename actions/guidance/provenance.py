"""Where things come from and what they were used for: points, guides and actions."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import IntegerField, Value

from actions.guidance.models import Action, Article, Guide, Idea, Piece, Point, Word

DRAWN: tuple[type[Piece], ...] = (Guide, Action, Word, Idea)
LINKED = ("key", "language", "slug", "title", "seeds")


def points_behind(keys: Sequence[str], language: str) -> list[Point]:
    """The points that a piece names, in the order of their articles, each with its article. One query."""
    articles = Article.objects.published().in_language(language)
    points = Point.objects.filter(key__in=set(keys), article__in=articles.order_by().values("pk"))
    return list(points.select_related("article").order_by("article__position", "article__key", "position"))


def used_in(language: str) -> dict[str, list[Piece]]:
    """Point key -> the guides, actions, words and shared ideas drawn from it, in this order. One query.

    The pieces hold what a link needs and nothing else.
    """
    parts = [
        model.objects.published()  # type: ignore[attr-defined]
        .in_language(language)
        .order_by()
        .values_list(Value(place, IntegerField()), "position", *LINKED)
        for place, model in enumerate(DRAWN)
    ]
    found: dict[str, list[Piece]] = defaultdict(list)
    for place, _position, *values in sorted(parts[0].union(*parts[1:], all=True)):
        piece = DRAWN[place](**dict(zip(LINKED, values, strict=True)))
        for key in piece.seeds:  # type: ignore[attr-defined]
            found[key].append(piece)
    return dict(found)
