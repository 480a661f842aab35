"""What lead moderators add to the lists of the screening, and take out of them. Only list_changes.py writes here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.append_only import AppendOnlyQuerySet, Stays

ENTRY_MAX = 700  # the longest entry of the files has 685 characters


class Wordlist(models.TextChoices):
    """The lists of screening/lists.py by their plain names. Phrases first, then lists of single words."""

    SUPPORT = "support", _("Words of support, never held")
    DANGER_NOW = "danger_now", _("Danger now")
    SUICIDE = "suicide", _("Thoughts of suicide")
    CHILD_AT_RISK = "child_at_risk", _("A child at risk")
    DISCLOSURE = "disclosure", _("It happened to the writer")
    MAYBE_DISCLOSURE = "maybe_disclosure", _("It may have happened to the writer")
    HARM_DONE = "harm_done", _("The writer hurt somebody")
    PAST_HINT = "past_hint", _("A hint at the writer’s past")
    OTHER_STORY = "other_story", _("Somebody else’s story")
    POINTING = "pointing", _("Shows who somebody is, without a name")
    ATTACK = "attack", _("Attacks and threats")
    GRAPHIC = "graphic", _("Details that are hard to read")
    BLAME = "blame", _("Puts the job on people who were hurt")
    OFF_TOPIC = "off_topic", _("Argues a point")
    ADVERT = "advert", _("Adverts and asking for money")
    NOT_A_PLEDGE = "not_a_pledge", _("Wishes and slogans")
    RISKY_PLAN = "risky_plan", _("Plans that may put somebody in danger")
    GIVEN = "given", _("Word: first names")
    GIVEN_ALSO_WORDS = "given_also_words", _("Word: first names that are words too")
    ORDINARY = "ordinary", _("Word: ordinary words, no names")
    PROPER = "proper", _("Word: days, languages, countries")
    RELATIONS = "relations", _("Word: friends and relations")
    TITLES = "titles", _("Word: titles before a name")
    TITLES_ALSO_WORDS = "titles_also_words", _("Word: titles that are words too")
    CALLED = "called", _("Word: says that a name follows")
    SCHOOL_NOUNS = "school_nouns", _("Word: kinds of school")
    WORK_NOUNS = "work_nouns", _("Word: kinds of workplace")
    WORK_BEFORE = "work_before", _("Word: before a place of work")
    KNOWN_PLACES = "known_places", _("Word: places of work that many know")
    STREET_NOUNS = "street_nouns", _("Word: after the name of a street")
    STREET_BEFORE = "street_before", _("Word: before the name of a street")
    PLATFORMS = "platforms", _("Word: sites where people have accounts")
    ADD_ME = "add_me", _("Word: asks to be followed or called")
    NUMBER_WORDS = "number_words", _("Word: digits in words")
    TWICE_WORDS = "twice_words", _("Word: “double”")
    TOP_DOMAINS = "top_domains", _("Word: endings of internet addresses")
    TOP_DOMAINS_ALSO_WORDS = "top_domains_also_words", _("Word: endings of addresses that are words too")
    PAST_WORDS = "past_words", _("Word: verbs of the past")
    NOT_PAST_AFTER = "not_past_after", _("Word: after this it is no past")
    ANYBODY = "anybody", _("Word: nobody in particular")


class ListEntryQuerySet(models.QuerySet):
    def on(self):
        """Those that count now, in the order in which they were written."""
        return self.exclude(bites_from=None).order_by("pk")


class ListEntry(models.Model):
    """An entry more, or an entry of the files less. It counts from `bites_from` on; without it, it is a draft.

    `version` grows with every change of the words, so that what is switched on is what was rehearsed.
    """

    class Kind(models.TextChoices):
        ADD = "add", _("adds an entry")
        REMOVE = "remove", _("takes an entry of the files out")

    class Language(models.TextChoices):
        EN = "en", _("English")
        ES = "es", _("Spanish")

    kind = models.CharField(_("what it does"), max_length=6, choices=Kind, default=Kind.ADD)
    language = models.CharField(
        _("language"),
        max_length=5,
        choices=Language,
        help_text=_("All languages are used together, because people mix them."),
    )
    list = models.CharField(_("list"), max_length=22, choices=Wordlist)
    entry = models.CharField(_("entry"), max_length=ENTRY_MAX)
    reason = models.CharField(
        _("why"),
        max_length=120,
        help_text=_("For your colleagues, in a few words. Never the words of a pledge."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    since = models.DateField(_("since"))
    version = models.PositiveIntegerField(_("version"), default=1)
    bites_from = models.DateTimeField(_("counts from"), null=True, blank=True)

    objects = ListEntryQuerySet.as_manager()

    class Privacy:
        personal = {"made_by": _("kept: staff answer for the lists")}
        internal = ("kind", "language", "list", "entry", "reason", "since", "version", "bites_from")

    class Meta:
        verbose_name = _("entry of the screening lists")
        verbose_name_plural = _("screening lists")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_known_words",
                condition=Q(kind__in=("add", "remove"), language__in=("en", "es"), list__in=Wordlist.values)
                & ~Q(entry=""),
            ),
        ]

    def __str__(self):
        return f"{self.get_list_display()}: {self.entry[:60]}"


class ListChange(Stays):
    """An entry was switched on or off: who, when, what it said, and what the rehearsal had found.

    The newest row and their number are the version of the lists.
    """

    entry = models.ForeignKey(
        ListEntry, models.PROTECT, related_name="changes", verbose_name=_("entry of the screening lists")
    )
    on = models.BooleanField(_("switched on"))
    said = models.CharField(_("what it said"), max_length=ENTRY_MAX + 100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    rehearsed = models.PositiveIntegerField(_("pledges in the rehearsal"), null=True)
    newly = models.PositiveIntegerField(_("found more"), null=True)
    no_longer = models.PositiveIntegerField(_("found no more"), null=True)

    kept = "A change of the lists is written once, and it stays."
    objects = AppendOnlyQuerySet.as_manager()

    class Privacy:
        personal = {"by": _("kept: staff answer for the lists"), "at": _("kept")}
        internal = ("entry", "on", "said", "rehearsed", "newly", "no_longer")

    class Meta:
        verbose_name = _("change of the screening lists")
        verbose_name_plural = _("changes of the screening lists")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_rehearsed_before",
                condition=Q(on=False)
                | Q(rehearsed__isnull=False, newly__isnull=False, no_longer__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.entry}: {_('on') if self.on else _('off')}"
