from .action import Action
from .article import Article, Point
from .fact import Fact
from .guide import Guide
from .piece import Piece
from .source import Source

__all__ = ["Action", "Article", "Fact", "Guide", "Piece", "Point", "Source"]
