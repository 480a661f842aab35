"""Where a service can be visited. A confidential address exists for staff only, and is kept in a table of its own."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Location(models.Model):
    """An HSDS location. `confidential`: street, point and map must never leave the staff pages; see `Address`."""

    class Type(models.TextChoices):
        PHYSICAL = "physical", _("A place to visit")
        POSTAL = "postal", _("A postal address")
        VIRTUAL = "virtual", _("Online")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        "resources.Organization",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="locations",
        verbose_name=_("organisation"),
    )
    services = models.ManyToManyField(
        "resources.Service", through="resources.ServiceAtLocation", related_name="locations"
    )
    location_type = models.CharField(_("type"), max_length=10, choices=Type, default=Type.PHYSICAL)
    name = models.CharField(_("name"), max_length=200, blank=True)
    url = models.URLField(_("address on the web"), max_length=500, blank=True)
    confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("The address of a shelter, for example. It will be shown nowhere and exported nowhere."),
    )

    class Privacy:
        personal: dict[str, str] = {}
        public = ("organization", "services", "location_type", "name", "url", "confidential")
        internal = ()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("name", "id")
        permissions = [("view_confidential_address", "Can see confidential addresses")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(location_type__in=("physical", "postal", "virtual")),
                name="%(app_label)s_%(class)s_known_type",
            ),
        ]

    def __str__(self):
        return self.name or str(self.id)

    @property
    def public_address(self):
        """The address that readers and partners may see, or None. Everything outside the admin asks here."""
        return None if self.confidential else getattr(self, "address", None)


class Address(models.Model):
    """An HSDS address with its point. Apart from `Location`, so that nothing reads a confidential one by accident."""

    location = models.OneToOneField(Location, models.CASCADE, related_name="address")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address_1 = models.CharField(_("street"), max_length=200)
    address_2 = models.CharField(_("second line"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100)
    state_province = models.CharField(_("state or province"), max_length=100)
    postal_code = models.CharField(_("postal code"), max_length=20)
    country = models.CharField(_("country"), max_length=2)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    class Privacy:
        personal: dict[str, str] = {}
        public = (
            "address_1", "address_2", "city", "state_province", "postal_code", "country", "latitude", "longitude",
        )  # fmt: skip
        internal = ("location",)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ("location",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(address_1="") & ~models.Q(city=""), name="%(app_label)s_%(class)s_whole"
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="%(app_label)s_%(class)s_point_on_earth",
            ),
        ]

    def __str__(self):
        return str(_("Address"))  # never the street: this text ends up in logs


class ServiceAtLocation(models.Model):
    """An HSDS service_at_location: this service is offered there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("resources.Service", models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, models.CASCADE, related_name="at_services")

    class Privacy:
        personal: dict[str, str] = {}
        public = ("service", "location")
        internal = ()

    class Meta:
        verbose_name = _("service at a place")
        verbose_name_plural = _("services at places")
        ordering = ("service", "id")
        constraints = [
            models.UniqueConstraint(fields=("service", "location"), name="%(app_label)s_%(class)s_once"),
        ]

    def __str__(self):
        return f"{self.service_id} {self.location_id}"
