"""What strangers (and our own tries) say is wrong with a listing, in codes."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ProblemReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state="open")

    def urgent(self):
        """Somebody was told on or met unkindly: one voice is enough to look at once."""
        return self.open().filter(reason="unsafe")


class ProblemReport(models.Model):
    """The same reason for the same thing on the same day is one row that counts. `resources.problems` writes it.

    No text, no address, no time of day. Nothing here changes what readers see: only an editor does that.
    """

    class Reason(models.TextChoices):
        SILENT = "silent", _("Nobody answers")
        DEAD = "dead", _("The number or address does not exist")
        WRONG = "wrong", _("Somebody else answers")
        HOURS = "hours", _("The hours are wrong")
        PAGE = "page", _("The web page does not open")
        LANGUAGE = "language", _("They do not speak the language that it says")
        DIFFERENT = "different", _("They do not do what it says")
        CLOSED = "closed", _("The service has closed")
        UNSAFE = "unsafe", _("It was not safe: they told somebody, or they were unkind")
        OTHER = "other", _("Something else is wrong")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SETTLED = "settled", _("Settled")

    class Outcome(models.TextChoices):
        FIXED = "fixed", _("It was wrong, and we changed it")
        HIDDEN = "hidden", _("It was wrong, and we hid it")
        RIGHT = "right", _("We checked: it is right")
        UNCLEAR = "unclear", _("We could not find out")

    service = models.ForeignKey("resources.Service", models.CASCADE, related_name="problems")
    contact = models.ForeignKey(
        "resources.Contact", models.SET_NULL, null=True, blank=True, related_name="problems"
    )
    about = models.CharField(
        _("about"), max_length=520, blank=True, help_text=_("Channel and value; empty: the whole listing.")
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    from_staff = models.BooleanField(_("our own try"), default=False)
    reported_on = models.DateField(_("day"), default=timezone.localdate)
    times = models.PositiveIntegerField(_("how often"), default=0)
    hours = models.PositiveSmallIntegerField(_("in how many different hours"), default=0)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled_on = models.DateField(_("settled on"), null=True, blank=True)

    objects = ProblemReportQuerySet.as_manager()

    class Privacy:
        personal = {
            "settled_by": _("The staff account that settled it; emptied when the account is deleted.")
        }
        public = ()
        internal = (
            "service", "contact", "about", "reason", "from_staff", "reported_on", "times", "hours", "state", "outcome",
            "settled_on",
        )  # fmt: skip

    class Meta:
        verbose_name = _("reported problem")
        verbose_name_plural = _("reported problems")
        ordering = ("-reported_on", "-id")
        indexes = [models.Index(fields=("state", "contact", "reason"), name="resources_problem_open")]
        constraints = [
            models.UniqueConstraint(
                fields=("service", "about", "reason", "reported_on", "from_staff"),
                condition=models.Q(state="open"),
                name="%(app_label)s_%(class)s_once_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    reason__in=(
                        "silent",
                        "dead",
                        "wrong",
                        "hours",
                        "page",
                        "language",
                        "different",
                        "closed",
                        "unsafe",
                        "other",
                    )
                ),
                name="%(app_label)s_%(class)s_known_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", outcome="", settled_on__isnull=True)
                | models.Q(
                    state="settled",
                    outcome__in=("fixed", "hidden", "right", "unclear"),
                    settled_on__isnull=False,
                ),
                name="%(app_label)s_%(class)s_settled_with_outcome",
            ),
        ]

    def __str__(self):
        return f"{self.reported_on} {self.get_reason_display()}"
