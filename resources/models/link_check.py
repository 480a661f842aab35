"""What the last look at a link or a number gave. Only `resources.link_checks` writes it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkCheck(models.Model):
    """One row for each link and number of the directory, however many services name it.

    That a page opens says nothing about what stands on it. `failures`: how many looks in a row had a problem,
    counted since `first_failed_on`. `times`: how many looks there were.
    """

    class Kind(models.TextChoices):
        LINK = "link", _("Link")
        NUMBER = "number", _("Number")

    class Weight(models.IntegerChoices):
        FINE = 0, _("Nothing stands out")
        NOTE = 1, _("Good to know")
        UNSURE = 2, _("Could not tell")
        FINDING = 3, _("Please look at it")

    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    target = models.CharField(_("link or number"), max_length=500)
    problem = models.CharField(_("problem"), max_length=20, blank=True)
    weight = models.PositiveSmallIntegerField(_("result"), choices=Weight, default=Weight.FINE)
    status_class = models.CharField(_("kind of answer"), max_length=3, blank=True)
    final_host = models.CharField(_("leads to another site"), max_length=253, blank=True)
    first_failed_on = models.DateField(_("since"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("times in a row"), default=0)
    checked_on = models.DateField(_("last look"))
    times = models.PositiveIntegerField(_("looks"), default=1)

    class Privacy:
        personal: dict[str, str] = {}
        public = ()
        internal = (
            "kind", "target", "problem", "weight", "status_class", "final_host", "first_failed_on", "failures",
            "checked_on", "times",
        )  # fmt: skip

    class Meta:
        verbose_name = _("link or number")
        verbose_name_plural = _("links and numbers")
        ordering = ("-weight", "-failures", "target")
        default_permissions = ()  # whoever may change services may read the report; nobody edits it
        indexes = [models.Index(fields=("weight", "failures"), name="resources_linkcheck_worst")]
        constraints = [
            models.UniqueConstraint(fields=("target",), name="%(app_label)s_%(class)s_target_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("link", "number")), name="%(app_label)s_%(class)s_known_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(weight__in=(0, 1, 2, 3)), name="%(app_label)s_%(class)s_known_weight"
            ),
            models.CheckConstraint(
                condition=~models.Q(target=""), name="%(app_label)s_%(class)s_has_a_target"
            ),
            models.CheckConstraint(
                condition=models.Q(problem="", weight=0, failures=0, first_failed_on__isnull=True)
                | (
                    ~models.Q(problem="")
                    & models.Q(weight__gt=0, failures__gt=0, first_failed_on__isnull=False)
                ),
                name="%(app_label)s_%(class)s_problem_has_a_day",
            ),
        ]

    def __str__(self):
        return self.target
