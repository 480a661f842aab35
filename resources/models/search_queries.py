"""The questions that the search asks: those about services, answered from narrow tables."""

from django.apps import apps
from django.db.models import Q, Value

from resources.areas import WIDER
from resources.models import search_points
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

    def somewhere(self):
        """Of one country or region, not for all the world."""
        return self.exclude(country__in=WIDER)

    def anywhere(self):
        return self.filter(country__in=WIDER)

    def _naming(self, name, codes):
        return self.filter(naming(name, codes))

    def by_help(self, region=""):
        """As for services, within one country or within the world."""
        if not region:
            return self.order_by("rank", "sort_key", "pk")  # the same order, straight from the index
        return self.annotate(is_whole=true(Q(region=region))).order_by(
            "aside", "-is_whole", "-crisis", "-always", "sort_key", "pk"
        )

    def by_words(self, found, marks, narrow, part, *, near, region="", last=None, beyond=None):
        """Ids of the services of this part of the list (a slice), best answer to the words first; the first three are
        those of `search_points.best`. Rows that are `near` stand before others, rows of `last` after them, both
        unless the words name them, and rows `beyond` after all."""
        flags = {
            "is_beyond": true(beyond) if beyond else Value(0),
            "is_last": true(last) if last else Value(0),
            "is_near": true(near),
            "is_whole": true(Q(region=region)),
        }
        rows = self.annotate(**flags).values(*search_points.COLUMNS, *flags)
        key = self.model._meta.get_field("service").target_field
        return [key.to_python(each) for each in search_points.best(rows, found, marks, narrow, part)]


def naming(name, codes):
    """Rows with one of these codes in a list of `SearchCodes`."""
    wanted = Q()
    for code in codes:
        wanted |= Q(**{f"{name}__contains": f" {code} "})
    combinations = apps.get_model("resources", "SearchCodes").objects.filter(wanted)
    return Q(codes__in=combinations.order_by().values("pk"))
