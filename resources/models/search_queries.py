"""The questions that the search asks: those about services, answered from one narrow table."""

from django.db.models import Q

from resources.areas import WIDER
from resources.models.service_queries import ServiceQuerySet, true


class SearchRowQuerySet(ServiceQuerySet):
    """Rows of `SearchRow`; every question about services works here too."""

    key = "service"

    def published(self):
        return self.filter(shown=True)

    def with_need(self, *codes):
        return self._naming("needs", codes)

    def with_audience(self, *codes):
        return self._naming("audiences", codes)

    def with_channel(self, *codes):
        return self._naming("channels", codes)

    def in_language(self, *codes):
        return self._naming("languages", codes)

    def free(self):
        return self.filter(free=True)

    def anonymous(self):
        return self.filter(anonymous=True)

    def _naming(self, name, codes):
        wanted = Q()
        for code in codes:
            wanted |= Q(**{f"{name}__contains": f" {code} "})
        return self.filter(wanted)

    def by_help(self, region="", before=()):
        """As for services; `before`: what counts more than that, after near and far."""
        whole = Q(region=region) if region else Q(region="")
        order = before or ("aside",)
        return self.annotate(is_local=true(~Q(country__in=WIDER)), is_whole=true(whole)).order_by(
            "-is_local", *order, "-is_whole", "-crisis", "-always", "sort_key", "pk"
        )
