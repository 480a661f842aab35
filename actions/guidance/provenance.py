"""Where things come from and what they were used for: points, guides and actions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from actions.guidance.models import Action, Article, Guide, Piece, Point


def points_behind(keys: Sequence[str], language: str) -> list[Point]:
    """The points that a piece names, in the order of their articles, each with its article."""
    articles = Article.objects.published().in_language(language).prefetch_related("points")
    wanted = set(keys)
    found = []
    for article in articles:
        for point in article.points.all():
            if point.key in wanted:
                point.article = article  # the instance at hand, so that the page asks no further question
                found.append(point)
    return found


def used_in(language: str) -> dict[str, list[Piece]]:
    """Point key -> the guides and actions drawn from it, guides first."""
    pieces: Iterable[Piece] = chain(
        Guide.objects.published().in_language(language).defer("body", "sections"),
        Action.objects.published().in_language(language),
    )
    found: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        for key in piece.seeds:  # type: ignore[attr-defined]
            found[key].append(piece)
    return dict(found)
