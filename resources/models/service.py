"""A service that helps, and the questions the rest of the code asks about services."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from resources.areas import TERRITORIES, WIDER, wider_than
from resources.models.contact import Contact
from resources.vocabulary import Kind

FEAR_TO_HARM = "people_at_risk_of_harming"
ALWAYS = ("24/7", "Mo-Su 00:00-24:00")  # as hours.is_always, for the database


class Status(models.TextChoices):
    """HSDS: whether the service runs."""

    ACTIVE = "active", _("Active")
    INACTIVE = "inactive", _("Inactive")
    DEFUNCT = "defunct", _("Closed for good")
    CLOSED = "temporarily closed", _("Closed for a while")


class Publication(models.TextChoices):
    """Whether readers see the service. `resources.publishing` and the loader write it, nobody else."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class Confidence(models.TextChoices):
    """How well the published sources agree."""

    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class SecondCheck(models.TextChoices):
    """What came of the second, independent look at the sources."""

    NOT_CHECKED = "not checked", _("Not checked")
    CONFIRMED = "confirmed", _("Confirmed")
    CORRECTED = "corrected", _("Corrected")


class ServiceQuerySet(models.QuerySet):
    def published(self):
        return self.filter(publication=Publication.PUBLISHED, status=Status.ACTIVE)

    def beyond(self, country):
        """Services for the whole world, and those of the EU when the country is a member."""
        return self.filter(country__in=wider_than(country))

    def for_country(self, code):
        """Services of one country (ISO alpha-2), without the worldwide ones. A territory also has its region's."""
        if code in TERRITORIES:
            return self.filter(Q(country=code) | Q(region=TERRITORIES[code]))
        return self.filter(country=code)

    def for_region(self, code):
        """Services of one region (ISO 3166-2) and those for its whole country."""
        return self.filter(country=code.partition("-")[0]).filter(Q(region=code) | Q(region=""))

    def with_need(self, *codes):
        return self.filter(Q(pk__in=through(Service.needs, taxonomyterm__code__in=codes)))

    def with_audience(self, *codes):
        return self.filter(Q(pk__in=through(Service.audiences, taxonomyterm__code__in=codes)))

    def with_channel(self, *codes):
        return self.filter(Q(pk__in=Contact.objects.filter(channel__in=codes).values("service_id")))

    def in_language(self, *codes):
        return self.filter(Q(pk__in=through(Service.languages, language_id__in=codes)))

    def mentioning(self, *words):
        """Every word is somewhere in the name, the other name or the description."""
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
        crisis = through(Service.needs, taxonomyterm__code="crisis_support").filter(service_id=OuterRef("pk"))
        harm = through(Service.audiences, taxonomyterm__code=FEAR_TO_HARM).filter(service_id=OuterRef("pk"))
        always = Contact.objects.filter(service_id=OuterRef("pk"), hours_osm__in=ALWAYS)
        whole = Q(region=region) if region else Q(region="")
        return self.annotate(
            is_local=_true(~Q(country__in=WIDER)),
            is_aside=Exists(harm),
            is_whole=_true(whole),
            is_crisis=Exists(crisis),
            is_always=Exists(always),
        ).order_by("-is_local", "is_aside", "-is_whole", "-is_crisis", "-is_always", "name", "slug")

    def with_contacts(self):
        """Everything that a list entry shows, in a fixed number of queries."""
        contacts = Contact.objects.order_by("position", "pk").prefetch_related("languages")
        return self.prefetch_related(
            Prefetch("contacts", queryset=contacts), "needs", "audiences", "languages"
        ).select_related("organization")


def through(field, **conditions):
    """Ids of the services whose many-to-many rows meet the conditions."""
    return field.through.objects.filter(**conditions).values("service_id")


def _true(condition):
    return models.Case(models.When(condition, then=1), default=0, output_field=models.SmallIntegerField())


class Service(models.Model):
    """An HSDS service. Drafts and services that do not run are never shown to readers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    organization = models.ForeignKey(
        "resources.Organization", models.PROTECT, related_name="services", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=200)
    alternate_name = models.CharField(_("other name"), max_length=200, blank=True)
    description = models.TextField(_("description"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    website = models.URLField(_("website"), max_length=500, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.ACTIVE)
    publication = models.CharField(
        _("publication"), max_length=10, choices=Publication, default=Publication.DRAFT, editable=False
    )
    draft_reason = models.TextField(
        _("why it is a draft"), default="Not reviewed yet.", blank=True, editable=False
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("Two letters; EU for the Union; empty for worldwide."),
    )
    region = models.CharField(
        _("region"), max_length=6, blank=True, help_text=_("For example US-WY or GB-SCT.")
    )
    needs = models.ManyToManyField(
        "resources.TaxonomyTerm",
        related_name="+",
        limit_choices_to={"taxonomy": "need"},
        verbose_name=_("needs"),
    )
    audiences = models.ManyToManyField(
        "resources.TaxonomyTerm",
        related_name="+",
        limit_choices_to={"taxonomy": "audience"},
        verbose_name=_("audiences"),
    )
    languages = models.ManyToManyField(
        "resources.Language", blank=True, related_name="+", verbose_name=_("languages")
    )
    cost_free = models.BooleanField(_("free of charge"), null=True, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence)
    public_note = models.TextField(_("note for readers"), blank=True)
    editor_note = models.TextField(_("note for staff"), blank=True)
    newest_source_year = models.PositiveSmallIntegerField(
        _("year of the newest source"), null=True, blank=True
    )
    compiled_on = models.DateField(_("compiled on"), default=timezone.localdate)
    assured_date = models.DateField(_("confirmed by us on"), null=True, blank=True, editable=False)
    second_check = models.CharField(
        _("second check"), max_length=12, choices=SecondCheck, default=SecondCheck.NOT_CHECKED
    )
    loaded_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    objects = ServiceQuerySet.as_manager()

    class Privacy:
        personal: dict[str, str] = {}
        public = (
            "slug", "organization", "name", "alternate_name", "description", "kind", "website", "status", "country",
            "region", "needs", "audiences", "languages", "cost_free", "public_note", "compiled_on", "assured_date",
        )  # fmt: skip
        internal = (
            "publication", "draft_reason", "confidence", "editor_note", "newest_source_year", "second_check",
            "loaded_fingerprint",
        )  # fmt: skip

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ("name", "slug")
        indexes = [
            models.Index(
                fields=("publication", "status", "country", "region"), name="resources_service_place"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug="") & ~Q(name="") & ~Q(description=""),
                name="%(app_label)s_%(class)s_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(publication="published", draft_reason="")
                | (Q(publication="draft") & ~Q(draft_reason="")),
                name="%(app_label)s_%(class)s_draft_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(region="") | Q(country=Left("region", 2)),
                name="%(app_label)s_%(class)s_region_in_country",
                violation_error_message=_("The region is not in this country."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=("active", "inactive", "defunct", "temporarily closed")),
                name="%(app_label)s_%(class)s_known_status",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("resources:detail", args=[self.slug])
