"""Addresses for search engines: index pages, guides, actions and articles, in each language they exist in."""

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import translation

from actions.guidance.models import Action, Article, Guide, Scenario

PAGES = (
    *("home", "find", "guides", "actions", "practise", "words", "card"),
    *("facts", "sources", "points", "ideas"),
)


class PagesSitemap(Sitemap):
    """The pages that list others."""

    def items(self):
        return [(language, name) for language, _name in settings.LANGUAGES for name in PAGES]

    def location(self, item):
        language, name = item
        with translation.override(language):
            return reverse(f"guidance:{name}")


class PieceSitemap(Sitemap):
    """One kind of piece. A page that only falls back to another language is left out."""

    model: Any = None

    def items(self):
        return self.model.objects.published().order_by("language", "position", "key")

    def location(self, item):
        with translation.override(item.language):
            return item.get_absolute_url()


class GuideSitemap(PieceSitemap):
    model = Guide


class ActionSitemap(PieceSitemap):
    model = Action


class ScenarioSitemap(PieceSitemap):
    model = Scenario


class ArticleSitemap(PieceSitemap):
    model = Article


SITEMAPS = {
    "guidance": PagesSitemap,
    "guides": GuideSitemap,
    "actions": ActionSitemap,
    "scenarios": ScenarioSitemap,
    "articles": ArticleSitemap,
}
