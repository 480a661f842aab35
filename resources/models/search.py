"""What the search keeps beside the services: a row per service to filter, count and order by, the words of names for
typing errors, what people's own words mean, and how often nothing was found.

`resources.search_index` writes the first two, `resources.synonyms` the third, `resources.unmet` the last.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from resources import words
from resources.models import search_tokens
from resources.models.search_queries import SearchRowQuerySet

SHOWN = models.Q(shown=True)  # as a condition: SQLite does not look up a bare truth value in an index


class SearchCodes(models.Model):
    """The lists that a service is filtered by, between spaces (" legal reporting "). Many services share one row, so
    that filtering and counting look at each combination once."""

    needs = models.CharField(max_length=1000)
    audiences = models.CharField(max_length=1000)
    languages = models.CharField(max_length=1000)
    channels = models.CharField(max_length=200)

    class Privacy:
        personal: dict[str, str] = {}
        public = ()
        internal = ("needs", "audiences", "languages", "channels")

    class Meta:
        verbose_name = _("combination of filters")
        verbose_name_plural = _("combinations of filters")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("needs", "audiences", "languages", "channels"), name="%(app_label)s_%(class)s_once"
            ),
        ]

    def __str__(self):
        return f"{self.needs}/{self.audiences}/{self.languages}/{self.channels}"


class SearchRow(models.Model):
    """One service as the search sees it: no text, only what is filtered, counted and ordered. Its tokens are in
    `search_tokens` under the same id."""

    service = models.OneToOneField("resources.Service", models.CASCADE, related_name="search_row")
    shown = models.BooleanField(help_text=_("Published and running."))
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=6, blank=True)
    codes = models.ForeignKey(SearchCodes, models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(help_text=_("What `by_help` puts first has the smallest."))
    aside = models.BooleanField(help_text=_("For people who fear to do harm: stands after the others."))
    crisis = models.BooleanField()
    always = models.BooleanField()
    free = models.BooleanField()
    anonymous = models.BooleanField()
    name_size = models.PositiveSmallIntegerField(help_text=_("How many words tell its name from others."))
    sort_key = models.CharField(max_length=300)
    version = models.PositiveSmallIntegerField(help_text=_("Of the rules by which this row was made."))
    modified = models.DateTimeField(help_text=_("When the service had last changed as this row was made."))
    until = models.DateField(
        null=True, blank=True, help_text=_("The day on which a contact grows too old to be shown.")
    )

    objects = SearchRowQuerySet.as_manager()

    class Privacy:
        personal: dict[str, str] = {}
        public = ()
        internal = (
            "service", "shown", "country", "region", "codes", "rank", "aside", "crisis", "always", "free", "anonymous",
            "name_size", "sort_key", "version", "modified", "until",
        )  # fmt: skip

    class Meta:
        verbose_name = _("search row")
        verbose_name_plural = _("search rows")
        ordering = ("pk",)
        indexes = [
            # Counting and the numbers beside the filters read the first alone; a page reads twenty rows of the others.
            models.Index(
                fields=("country", "region", "codes"), condition=SHOWN, name="resources_searchrow_count"
            ),
            models.Index(
                fields=("country", "rank", "sort_key"), condition=SHOWN, name="resources_searchrow_order"
            ),
            models.Index(fields=("rank", "sort_key"), condition=SHOWN, name="resources_searchrow_all"),
        ]

    def __str__(self):
        return str(self.service_id)


@receiver(post_delete, sender=SearchRow)
def _forget_tokens(instance, **kwargs):
    search_tokens.forget([instance.pk])


class SearchWord(models.Model):
    """A word of a name or of a phrase under one of its `typos.keys`, so that one wrong letter finds it."""

    key = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    class Privacy:
        personal: dict[str, str] = {}
        public = ()
        internal = ("key", "word")

    class Meta:
        verbose_name = _("word of a name")
        verbose_name_plural = _("words of names")
        ordering = ("key", "word")
        constraints = [
            models.UniqueConstraint(fields=("key", "word"), name="%(app_label)s_%(class)s_once"),
        ]

    def __str__(self):
        return self.word


class Synonym(models.Model):
    """What people type, and the needs and audiences that it means. `words`: further words to look for in the texts,
    alternatives between commas."""

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        SPANISH = "es", _("Spanish")

    phrase = models.CharField(_("what people type"), max_length=80)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    needs = models.ManyToManyField(
        "resources.TaxonomyTerm", blank=True, related_name="+", verbose_name=_("what it means")
    )
    words = models.CharField(
        _("also look for"),
        max_length=200,
        blank=True,
        help_text=_("Words in the texts; commas between them."),
    )
    active = models.BooleanField(_("in use"), default=True)
    anchor = models.CharField(max_length=40, db_index=True, editable=False)
    loaded_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    class Privacy:
        personal: dict[str, str] = {}
        public = ("phrase", "language", "needs", "words")
        internal = ("active", "anchor", "loaded_fingerprint")

    class Meta:
        verbose_name = _("what people type")
        verbose_name_plural = _("what people type")
        ordering = ("language", "phrase")
        constraints = [
            models.UniqueConstraint(
                fields=("language", "phrase"), name="%(app_label)s_%(class)s_once_per_language"
            ),
            models.CheckConstraint(condition=~models.Q(anchor=""), name="%(app_label)s_%(class)s_has_a_word"),
            models.CheckConstraint(
                condition=models.Q(language__in=("en", "es")), name="%(app_label)s_%(class)s_known_language"
            ),
        ]

    def __str__(self):
        return self.phrase

    def save(self, *args, **kwargs):
        self.anchor = words.anchor(self.phrase, self.language)
        super().save(*args, **kwargs)

    def clean(self):
        if not words.anchor(self.phrase, self.language):
            raise ValidationError({"phrase": _("Write at least one word that says what it is about.")})


class UnmetNeed(models.Model):
    """How often in a month a search in a country found nothing of its own. Never the words of the search."""

    need = models.CharField(_("need"), max_length=40, blank=True, help_text=_("Empty: none was named."))
    country = models.CharField(_("country"), max_length=2)
    region = models.CharField(_("region"), max_length=6, blank=True)
    month = models.DateField(_("month"))
    times = models.PositiveIntegerField(_("times"), default=0)

    class Privacy:
        personal: dict[str, str] = {}
        public = ()
        internal = ("need", "country", "region", "month", "times")

    class Meta:
        verbose_name = _("need that nothing met")
        verbose_name_plural = _("needs that nothing met")
        ordering = ("-month", "-times", "country", "region", "need")
        constraints = [
            models.UniqueConstraint(
                fields=("month", "country", "region", "need"), name="%(app_label)s_%(class)s_once_a_month"
            ),
            models.CheckConstraint(condition=~models.Q(country=""), name="%(app_label)s_%(class)s_somewhere"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.region or self.country} {self.need}".strip()
