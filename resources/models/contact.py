"""One way to reach a service: a channel, a value, and what is known about it."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from resources import channels, hours


class Contact(models.Model):
    """An HSDS phone or URL with its hours. Null in a yes-or-no field means: we do not know."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("resources.Service", models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    channel = models.CharField(
        _("channel"), max_length=12, choices=[(code, c.name) for code, c in channels.CHANNELS.items()]
    )
    value = models.CharField(
        _("number or address"),
        max_length=500,
        help_text=_("What the phone dials: +448085002222, or 988. Or a link."),
    )
    display = models.CharField(_("as people write it"), max_length=200)
    hours_osm = models.CharField(
        _("hours"),
        max_length=255,
        blank=True,
        help_text=_("OpenStreetMap style, for example Mo-Fr 09:00-17:00."),
    )
    timezone = models.CharField(_("time zone"), max_length=64, blank=True)
    languages = models.ManyToManyField("resources.Language", blank=True, related_name="+")
    confidential = models.BooleanField(_("confidential"), null=True, blank=True)
    anonymous = models.BooleanField(_("no name needed"), null=True, blank=True)
    free = models.BooleanField(_("free"), null=True, blank=True)
    note = models.TextField(_("note for readers"), blank=True)
    second_checked = models.BooleanField(
        _("checked a second time"), default=False, help_text=_("Independently, against published sources.")
    )

    class Privacy:
        personal: dict[str, str] = {}
        public = (
            "channel", "value", "display", "hours_osm", "timezone", "languages", "confidential", "anonymous",
            "free", "note", "second_checked", "position",
        )  # fmt: skip
        internal = ("service",)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ("service", "position", "id")
        indexes = [models.Index(fields=("channel", "service"), name="resources_contact_channel")]
        constraints = [
            models.UniqueConstraint(
                fields=("service", "channel", "value"), name="%(app_label)s_%(class)s_once_per_service"
            ),
            models.CheckConstraint(
                condition=~models.Q(value="") & ~models.Q(display=""),
                name="%(app_label)s_%(class)s_has_a_value",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=tuple(channels.CHANNELS)),
                name="%(app_label)s_%(class)s_known_channel",
            ),
        ]

    def __str__(self):
        return f"{self.channel} {self.display}"

    def clean(self):
        """An editor's typing: a value that nobody could dial or open is a mistake."""
        if self.channel in channels.CHANNELS and not channels.href(self.channel, self.value):
            raise ValidationError(
                {
                    "value": _(
                        "This cannot be used with this channel. Write a number as +448085002222, without spaces."
                    )
                }
            )
        if self.channel in channels.NUMBERED and not channels.dials_what_it_shows(self.value, self.display):
            raise ValidationError(
                {
                    "display": _(
                        "This is another number than the one above. People would read one and dial the other."
                    )
                }
            )

    @property
    def kind(self):
        """The row of `channels.CHANNELS`: icon, trace label and the rest."""
        return channels.CHANNELS[self.channel]

    @property
    def href(self):
        return channels.href(self.channel, self.value)

    @property
    def leaves_site(self):
        return channels.leaves_site(self.channel, self.value)

    @property
    def wording(self):
        return channels.wording(self.channel, self.value, self.display)

    @property
    def button(self):
        return channels.button(self.channel, self.value, self.display)

    @property
    def always_open(self):
        return hours.is_always(self.hours_osm)

    @property
    def hours(self):
        return hours.sentence(self.hours_osm, self.timezone, self.kind.unknown)
