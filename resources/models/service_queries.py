"""The questions that the rest of the code asks about services."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from resources.areas import TERRITORIES, WIDER, wider_than
from resources.models.contact import Contact

FEAR_TO_HARM = "people_at_risk_of_harming"
ALWAYS = ("24/7", "Mo-Su 00:00-24:00")  # as hours.is_always, for the database


class ServiceQuerySet(models.QuerySet):
    model: Any
    key = "pk"  # what names the service; rows about a service say "service"

    def published(self):
        return self.filter(publication="published", status="active")

    def beyond(self, country):
        """Services for the whole world, and those of the EU when the country is a member."""
        return self.filter(is_beyond(country))

    def for_country(self, code):
        """Services of one country (ISO alpha-2), without the worldwide ones. A territory also has its region's."""
        return self.filter(is_in(code))

    def for_region(self, code):
        """Services of one region (ISO 3166-2) and those for its whole country."""
        return self.filter(is_in(code))

    def with_need(self, *codes):
        return self.filter(Q(pk__in=through(self.model.needs, taxonomyterm__code__in=codes)))

    def with_audience(self, *codes):
        return self.filter(Q(pk__in=through(self.model.audiences, taxonomyterm__code__in=codes)))

    def with_channel(self, *codes):
        return self.reached_by(channel__in=codes)

    def in_language(self, *codes):
        return self.filter(Q(pk__in=through(self.model.languages, language_id__in=codes)))

    def free(self):
        return self.filter(cost_free=True)

    def anonymous(self):
        """Some way to get in touch asks for no name."""
        return self.reached_by(anonymous=True)

    def open_now(self, pairs):
        """Some way to get in touch is open. `pairs`: (hours_osm, time zone, country) that are open at this moment."""
        hours: dict[tuple[str, str], set[str]] = {}
        for hours_osm, timezone_name, country in pairs:
            hours.setdefault((timezone_name, country), set()).add(hours_osm)
        is_open = Q(pk__in=())
        for (timezone_name, country), open_hours in hours.items():
            is_open |= Q(timezone=timezone_name, service__country=country, hours_osm__in=open_hours)
        return self.reached_by(is_open)

    def reached_by(self, *conditions, **named):
        """Services with a contact that readers may see and that meets the conditions."""
        contacts = Contact.objects.shown().filter(*conditions, **named)
        return self.filter(Q(**{f"{self.key}__in": contacts.values("service_id")}))

    def regions(self):
        """Codes of the regions that services name."""
        return self.exclude(region="").order_by("region").values_list("region", flat=True).distinct()

    def by_help(self, region=""):
        """The order of the list: worldwide last, the reader's region first when there is one, then lines for the
        whole country, those that listen in a crisis, those open day and night, and by name.

        Services for people who fear to do harm come after the others: nobody who was hurt should reach one first.
        """
        crisis = through(self.model.needs, taxonomyterm__code="crisis_support").filter(
            service_id=OuterRef("pk")
        )
        harm = through(self.model.audiences, taxonomyterm__code=FEAR_TO_HARM).filter(
            service_id=OuterRef("pk")
        )
        always = Contact.objects.shown().filter(service_id=OuterRef("pk"), hours_osm__in=ALWAYS)
        whole = Q(region=region) if region else Q(region="")
        return self.annotate(
            is_local=true(~Q(country__in=WIDER)),
            is_aside=Exists(harm),
            is_whole=true(whole),
            is_crisis=Exists(crisis),
            is_always=Exists(always),
        ).order_by("-is_local", "is_aside", "-is_whole", "-is_crisis", "-is_always", "name", "slug")

    def with_contacts(self):
        """Everything that a list entry shows, in a fixed number of queries."""
        contacts = Contact.objects.shown().order_by("position", "pk").prefetch_related("languages")
        return self.prefetch_related(
            Prefetch("contacts", queryset=contacts), "needs", "audiences", "languages", "texts"
        ).select_related("organization")

    def touch(self):
        """Something about these services changed: partners who ask `modified_after` must see it."""
        return self.update(last_modified=timezone.now())


def is_beyond(country):
    codes = wider_than(country)
    return Q(country__in=codes) if len(codes) > 1 else Q(country=codes[0])


def is_in(code):
    """In a country, or in a region and its whole country."""
    if "-" in code:
        return Q(country=code.partition("-")[0]) & (Q(region=code) | Q(region=""))
    if code in TERRITORIES:
        return Q(country=code) | Q(region=TERRITORIES[code])
    return Q(country=code)


def through(field, **conditions):
    """Ids of the services whose many-to-many rows meet the conditions."""
    return field.through.objects.filter(**conditions).values("service_id")


def true(condition):
    return models.Case(models.When(condition, then=1), default=0, output_field=models.SmallIntegerField())
