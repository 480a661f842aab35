from collections.abc import Mapping
from typing import Any

from actions.guidance.models.action import Action
from actions.guidance.models.article import Article, Point
from actions.guidance.models.fact import Fact
from actions.guidance.models.guide import Guide
from actions.guidance.models.idea import Idea
from actions.guidance.models.piece import Piece
from actions.guidance.models.revision import Revision
from actions.guidance.models.scenario import Choice, Scenario
from actions.guidance.models.source import Source
from actions.guidance.models.word import Word

__all__ = [
    "MODELS",
    "Action",
    "Article",
    "Choice",
    "Fact",
    "Guide",
    "Idea",
    "Piece",
    "Point",
    "Revision",
    "Scenario",
    "Source",
    "Word",
]

# By the name of their kind of record, see kinds.py.
MODELS: Mapping[str, Any] = {
    str(model._meta.model_name): model
    for model in (Article, Action, Fact, Guide, Scenario, Word, Idea, Point, Choice, Source)
}
