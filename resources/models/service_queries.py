"""The questions that the rest of the code asks about services."""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from resources.areas import TERRITORIES, WIDER, wider_than
from resources.channels import LIVE
from resources.hours import ALWAYS
from resources.models.contact import Contact
from resources.vocabulary import FEAR_TO_HARM


class ServiceQuerySet(models.QuerySet[Any]):
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

    def free(self):
        """Nothing to pay: the service, or a way to reach it."""
        return self.filter(
            Q(cost_free=True) | Q(pk__in=Contact.objects.shown().filter(free=True).values("service_id"))
        )

    def anonymous(self):
        """At least one way to get in touch where no name is needed."""
        return self.reached_by(anonymous=True)

    def open_now(self, triples, channels=()):
        """Somebody answers now, by one of `channels` when some are given.

        `triples`: from `opening.open_now`. They are grouped by place, so that the question stays short.
        """
        places = defaultdict(set)
        for hours_osm, zone, country in triples:
            places[zone, country].add(hours_osm)
        answers = Q(hours_osm__in=ALWAYS)
        for (zone, country), texts in sorted(places.items()):
            answers |= Q(timezone=zone, service__country=country, hours_osm__in=sorted(texts))
        live = [code for code in LIVE if not channels or code in channels]
        return self.reached_by(answers, channel__in=live)

    def reached_by(self, *conditions, **named):
        """Services with a contact that readers may see and that meets the conditions."""
        contacts = Contact.objects.shown().filter(*conditions, **named)
        return self.filter(Q(**{f"{self.key}__in": contacts.values("service_id")}))

    def in_language(self, *codes):
        return self.filter(Q(pk__in=through(self.model.languages, language_id__in=codes)))

    def mentioning(self, *words):
        """Every word is somewhere in the name, the other name or the description: for programs, which say it so."""
        found = self
        for word in words:
            found = found.filter(
                Q(name__icontains=word) | Q(alternate_name__icontains=word) | Q(description__icontains=word)
            )
        return found

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
        """Everything that a page of one service shows about getting in touch, in a fixed number of queries."""
        contacts = Contact.objects.shown().order_by("position", "pk").prefetch_related("languages", "texts")
        return self.prefetch_related(
            Prefetch("contacts", queryset=contacts), "needs", "audiences", "languages", "texts"
        ).select_related("organization")

    def with_lines(self):
        """Names and ways to get in touch, without the rest of a list entry. Three more queries."""
        contacts = Contact.objects.shown().order_by("position", "pk").prefetch_related("texts")
        return self.prefetch_related(Prefetch("contacts", queryset=contacts), "texts")

    def with_entries(self):
        """What an entry of the list shows (`known.entry`). Four more queries."""
        return self.with_lines().prefetch_related("audiences")

    def with_places(self):
        """Where it can be visited. A confidential address is not even read."""
        addresses = apps.get_model("resources", "Address")
        public = addresses.objects.filter(location__confidential=False)
        return self.prefetch_related("locations", Prefetch("locations__address", queryset=public))

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
