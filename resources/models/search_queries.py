"""The questions that the search asks: those about services, answered from narrow tables."""

from django.apps import apps
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

    @staticmethod
    def reaching(codes):
        """The condition of `with_channel`, to be joined with others."""
        return _names("channels", codes)

    def in_language(self, *codes):
        return self._naming("languages", codes)

    def free(self):
        return self.filter(free=True)

    def anonymous(self):
        return self.filter(anonymous=True)

    def _naming(self, name, codes):
        return self.filter(_names(name, codes))

    def somewhere(self):
        """Of one country or region, not for all the world."""
        return self.exclude(country__in=WIDER)

    def anywhere(self):
        return self.filter(country__in=WIDER)

    def by_help(self, region="", before=()):
        """As for services, within one country or within the world; `before`: what counts more."""
        if not region and not before:
            return self.order_by("rank", "sort_key", "pk")  # the same order, straight from the index
        whole = Q(region=region) if region else Q(region="")
        return self.annotate(is_whole=true(whole)).order_by(
            *(before or ("aside",)), "-is_whole", "-crisis", "-always", "sort_key", "pk"
        )


def _names(field, codes):
    """One of the codes at least is in this list of `SearchCodes`."""
    wanted = Q()
    for code in codes:
        wanted |= Q(**{f"{field}__contains": f" {code} "})
    combinations = apps.get_model("resources", "SearchCodes").objects.filter(wanted)
    return Q(codes__in=combinations.order_by().values("pk"))
