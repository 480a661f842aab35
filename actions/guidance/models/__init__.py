from actions.guidance.models.action import Action
from actions.guidance.models.article import Article, Point
from actions.guidance.models.fact import Fact
from actions.guidance.models.guide import Guide
from actions.guidance.models.piece import Piece
from actions.guidance.models.source import Source

__all__ = ["Action", "Article", "Fact", "Guide", "Piece", "Point", "Source"]
