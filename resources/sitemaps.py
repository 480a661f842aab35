"""Published services, for search engines."""

from django.contrib.sitemaps import Sitemap

from resources.models import Service


class ServiceSitemap(Sitemap):
    i18n = True
    alternates = True

    def items(self):
        return Service.objects.published().only("slug").order_by("slug")


SITEMAPS = {"services": ServiceSitemap}
