"""Pages of the guidance, a module for each kind."""

from actions.guidance.views.evidence import facts
from actions.guidance.views.finder import find
from actions.guidance.views.practice import choice, practise, scenario
from actions.guidance.views.reading import action, actions, guide, guides, home
from actions.guidance.views.sources import article, ideas, points, sources
from actions.guidance.views.telling import card
from actions.guidance.views.words import words

__all__ = [
    "action",
    "actions",
    "article",
    "card",
    "choice",
    "facts",
    "find",
    "guide",
    "guides",
    "home",
    "ideas",
    "points",
    "practise",
    "scenario",
    "sources",
    "words",
]
