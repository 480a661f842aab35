"""The sitemap: every part names its own pages, and this module puts them together."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from actions.guidance.sitemaps import SITEMAPS as GUIDANCE
from resources.sitemaps import SITEMAPS as RESOURCES


class FixedPages(Sitemap):
    """The other languages of a page are named here, not in its head: there they need a host, and no page names one."""

    i18n = True
    alternates = True

    def items(self):
        return [
            "home",
            "resources:list",
            "resources:card",
            "guidance:home",
            "pledges:board",
            "pledges:new",
            "pledges:board_rules",
            "pledges:numbers",
            "chrome:safety",
            "chrome:promises",
            "chrome:privacy",
            "chrome:accessibility",
            "chrome:about",
        ]

    def location(self, item):
        return reverse(item)


SITEMAPS = {"pages": FixedPages, **RESOURCES, **GUIDANCE}
