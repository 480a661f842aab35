"""Addresses for search engines: index pages, guides, actions and articles, in each language they exist in."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import get_language

from actions.guidance.models import Action, Article, Guide, Scenario

PAGES = (
    *("home", "find", "guides", "actions", "practise", "words", "card"),
    *("facts", "sources", "points", "ideas"),
)


class PagesSitemap(Sitemap):
    """The pages that list others. What a page is called in other languages stands here and not in its head."""

    i18n = True
    alternates = True

    def items(self):
        return list(PAGES)

    def location(self, item):
        return reverse(f"guidance:{item}")


class PieceSitemap(Sitemap):
    """One kind of piece: language to row, for each. A page that only falls back to another language is left out."""

    i18n = True
    alternates = True
    model: Any = None

    def items(self):
        rows: dict[str, dict[str, Any]] = {}
        for row in self.model.objects.published().order_by("position", "key", "language"):
            rows.setdefault(row.key, {})[row.language] = row
        return list(rows.values())

    def get_languages_for_item(self, item):
        return sorted(item)

    def location(self, item):
        return item[get_language()].get_absolute_url()


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
