"""The queue of contacts that somebody should check, the most needed first."""

from django.conf import settings
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.chrome.crisis import main_lines
from resources.models.contact import Contact, ContactQuerySet, Hidden, months_before
from resources.models.link_check import LinkCheck
from resources.models.problem import ProblemReport
from resources.models.service import Status

# From so many different hours must "does not exist" or "somebody else answers" come before it jumps the queue. Not a
# setting: lower, and one bored visitor fills the queue; higher, and a quiet line stays wrong for weeks. Of one of the
# two reasons: whoever gives both within an hour is still one voice of one hour.
HOURS_TO_FLAG = 3
GONE = ("dead", "wrong")
NEEDED_FIRST = (
    "-is_flagged", "-is_main", "-is_amber", "-is_live", "-is_broken", F("checked_on").asc(nulls_first=True), "since",
    "-is_home", "service__name", "position", "pk",
)  # fmt: skip


class ContactToCheckQuerySet(ContactQuerySet):
    def with_needs(self, today=None):
        """What puts a contact high: `reports`, `is_flagged`, `is_main`, `is_amber`, `is_live`, `is_broken`, and of
        the same need and age `is_home`: of the site's own country."""
        slugs, values = zip(*main_lines(), strict=True)
        amber, home = _amber(today), settings.DEFAULT_COUNTRY.partition("-")[0]
        mine = ProblemReport.objects.open().filter(contact=OuterRef("pk"))
        hours = {
            reason: mine.filter(reason=reason)
            .order_by()
            .values("contact")
            .annotate(n=Sum("hours"))
            .values("n")
            for reason in GONE
        }
        times = mine.order_by().values("contact").annotate(n=Sum("times")).values("n")
        return self.with_since().annotate(
            reports=_count(times),
            gone_hours=Greatest(*[_count(found) for found in hours.values()]),
            is_flagged=_one(
                Q(Exists(mine.filter(Q(reason="unsafe") | Q(from_staff=True))))
                | Q(gone_hours__gte=HOURS_TO_FLAG)
            ),
            is_main=_one(Q(service__slug__in=slugs, value__in=values)),
            is_amber=_one(Q(since__lte=amber)),
            is_live=_one(Q(service__publication="published", service__status="active")),
            is_broken=_one(self.broken()),
            is_home=_one(Q(service__country=home)) if home else Value(0),
        )

    def broken(self):
        """Condition: the last looks at the link or the number found something that a person should see."""
        found = LinkCheck.objects.filter(target=OuterRef("value"), weight=LinkCheck.Weight.FINDING)
        return Q(Exists(found))

    def due(self, today=None):
        """What readers see and nobody looked at for AMBER_AFTER_MONTHS, of services that run. A cheap count."""
        old = self.with_since().filter(since__lte=_amber(today), hidden=Hidden.NO)
        return old.exclude(service__status=Status.DEFUNCT)

    def most_needed(self, today=None):
        """Told to be wrong, then the lines of the help strip, what nobody looked at for long, what readers see, dead
        links, what nobody ever confirmed; within each the oldest first, and of the same age the site's own country."""
        return self.with_needs(today).order_by(*NEEDED_FIRST)


def _amber(today):
    return months_before(today or timezone.localdate(), settings.AMBER_AFTER_MONTHS)


def _count(rows):
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


def _one(condition):
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


class ContactToCheck(Contact):
    """A contact as the queue shows it. No table of its own."""

    objects = ContactToCheckQuerySet.as_manager()  # type: ignore[misc]  # more than a contact's own

    class Meta:
        proxy = True
        verbose_name = _("contact to check")
        verbose_name_plural = _("contacts to check")

    def __str__(self):
        return f"{self.service}: {self.display}"
