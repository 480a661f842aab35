"""One way to reach a service: a channel, a value, and what is known about it."""

import uuid
from calendar import monthrange
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from resources import channels, hours
from resources.models.said import Said, said


class Hidden(models.TextChoices):
    """Why readers do not see a contact. `resources.freshness` writes it, nobody else."""

    NO = "", _("Not hidden")
    DEAD = "dead", _("Nobody answers, or it does not exist any more")
    WRONG = "wrong", _("Somebody else answers")
    UNSAFE = "unsafe", _("Not safe")
    STOPPED = "stopped", _("On the do-not-list")
    WAITING = "waiting", _("New: waits for a second person")


class ContactQuerySet(models.QuerySet):
    def with_since(self):
        """`since`: the day from which the age of a contact counts: our last check, else when it was compiled."""
        return self.annotate(since=Coalesce("checked_on", "service__compiled_on"))

    def shown(self, today: date | None = None):
        """Contacts that readers may see: not hidden, and looked at within HIDE_AFTER_MONTHS."""
        cutoff = months_before(today or timezone.localdate(), settings.HIDE_AFTER_MONTHS)
        return self.with_since().filter(hidden=Hidden.NO, since__gt=cutoff)

    def too_old(self, today: date | None = None):
        """Contacts that readers do not see for one reason only: nobody has looked at them for too long."""
        cutoff = months_before(today or timezone.localdate(), settings.HIDE_AFTER_MONTHS)
        return self.with_since().filter(hidden=Hidden.NO, since__lte=cutoff)

    def timed(self):
        """Different (hours, zone, country) of the lines of published services that answer at set hours."""
        live = self.shown().filter(channel__in=channels.LIVE).exclude(hours_osm__in=("", *hours.ALWAYS))
        published = live.filter(service__publication="published", service__status="active")
        return published.order_by().values_list("hours_osm", "timezone", "service__country").distinct()


def months_before(day: date, months: int) -> date:
    """The same day of the month, earlier; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


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
    checked_on = models.DateField(_("confirmed by us on"), null=True, blank=True, editable=False)
    checked_how = models.CharField(_("confirmed how"), max_length=10, blank=True, editable=False)
    hidden = models.CharField(
        _("hidden because"), max_length=12, choices=Hidden, default=Hidden.NO, blank=True, editable=False
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("typed by"),
    )

    objects = ContactQuerySet.as_manager()

    class Privacy:
        personal = {"entered_by": "The staff account that typed it; emptied when the account is deleted."}
        public = (
            "channel", "value", "display", "hours_osm", "timezone", "languages", "confidential", "anonymous",
            "free", "note", "second_checked", "position", "checked_on", "checked_how",
        )  # fmt: skip
        internal = ("service", "hidden")

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
            models.CheckConstraint(
                condition=models.Q(checked_on__isnull=True, checked_how="")
                | models.Q(checked_on__isnull=False, checked_how__in=("phone", "website", "email")),
                name="%(app_label)s_%(class)s_checked_on_and_how",
            ),
            models.CheckConstraint(
                condition=models.Q(hidden__in=("", "dead", "wrong", "unsafe", "stopped", "waiting")),
                name="%(app_label)s_%(class)s_known_hiding",
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
    def said_note(self) -> Said:
        """The note in the language of the page."""
        return said(self, ("note",))["note"]

    @property
    def said_display(self) -> Said:
        """The number as people write it, in the language of the page ("079, option 1").

        A translation from before the number was edited is left out: people would read one and dial the other.
        """
        found = said(self, ("display",))["display"]
        return found if channels.same_digits(found.text, self.display) else Said(self.display, "en")

    @property
    def wording(self):
        return channels.wording(self.channel, self.value, self.said_display.text)

    @property
    def button(self):
        return channels.button(self.channel, self.value, self.said_display.text)

    @property
    def always_open(self):
        return hours.is_always(self.hours_osm)

    @property
    def hours(self):
        return hours.sentence(self.hours_osm, self.timezone, self.kind.unknown)
