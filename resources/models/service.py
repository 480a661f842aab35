"""A service that helps. Questions about many services are in `service_queries`."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from resources.models.said import Said, said
from resources.models.service_queries import ServiceQuerySet
from resources.models.service_text import SAID
from resources.vocabulary import Kind

# Addresses under /resources/ that no service may take; a test compares them with the URLconf.
RESERVED = ("card", "confirm", "offline", "thanks")


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
    what_to_expect = models.TextField(
        _("what will happen"),
        blank=True,
        help_text=_(
            "When somebody gets in touch: who answers, what they ask, what they can do. In plain words."
        ),
    )
    not_for = models.TextField(_("who it is not for"), blank=True)
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
    last_modified = models.DateTimeField(
        _("last changed"), default=timezone.now, editable=False, db_index=True
    )

    objects = ServiceQuerySet.as_manager()

    class Privacy:
        personal: dict[str, str] = {}
        public = (
            "slug", "organization", "name", "alternate_name", "description", "kind", "website", "status", "country",
            "region", "needs", "audiences", "languages", "cost_free", "what_to_expect", "not_for", "public_note",
            "compiled_on", "assured_date", "last_modified",
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
                condition=~Q(slug__in=RESERVED),
                name="%(app_label)s_%(class)s_slug_not_ours",
                violation_error_message=_("This word is an address of the site. Choose another slug."),
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

    @property
    def is_shown(self) -> bool:
        """As `ServiceQuerySet.published`."""
        return self.publication == Publication.PUBLISHED and self.status == Status.ACTIVE

    @cached_property
    def said(self) -> dict[str, Said]:
        """The texts for readers in the language of the page. Keys: the names in `service_text.SAID`."""
        return said(self, SAID)
