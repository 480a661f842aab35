"""The words that sort actions, as codes that stay the same in every language and in every address.

The content files name them by the words of their own language, in the order of the codes here.
The five ways direct, distract, delegate, delay and document are those of Green Dot and Right To Be.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class When(models.TextChoices):
    """The moment an action belongs to."""

    BEFORE = "before", _("Before")
    IN_THE_MOMENT = "in-the-moment", _("In the moment")
    AFTER = "after", _("After")
    EVERY_DAY = "every-day", _("Every day")


class Where(models.TextChoices):
    """The place an action fits."""

    STREET = "street-transport", _("Street and transport")
    PARTY = "party-bar", _("Party and bar")
    WORK = "workplace", _("Workplace")
    SCHOOL = "school-campus", _("School and campus")
    ONLINE = "online", _("Online")
    HOME = "home-family", _("Home and family")
    FRIENDS = "among-friends", _("Among friends")


class Strategy(models.TextChoices):
    """How an action helps. The first five are the 5Ds, the other three are ours."""

    DIRECT = "direct", _("Speak up (direct)")
    DISTRACT = "distract", _("Distract")
    DELEGATE = "delegate", _("Get help (delegate)")
    DELAY = "delay", _("Check in after (delay)")
    DOCUMENT = "document", _("Write it down (document)")
    LISTEN = "listen-believe", _("Listen and believe")
    CULTURE = "change-the-culture", _("Change the culture")
    OWN = "own-your-behaviour", _("Own your behaviour")


class Effort(models.TextChoices):
    """How much time an action takes."""

    MINUTE = "a-minute", _("A minute")
    CONVERSATION = "a-conversation", _("A conversation")
    ONGOING = "ongoing", _("Ongoing")


class FactTopic(models.TextChoices):
    """What a fact is about. The page of facts is sorted by it."""

    HOW_COMMON = "how-common", _("How common it is")
    TELLING = "telling", _("Telling, reporting and what follows")
    BEING_THERE = "being-there", _("When other people are there")
    WHAT_HELPS = "what-helps", _("What helps, and what we do not know")


class ChartKind(models.TextChoices):
    """How figures are drawn: as a hundred people, of whom each belongs to one row, or as a bar for each row."""

    PEOPLE = "people", _("A hundred people")
    BARS = "bars", _("Bars")


class SaferKind(models.TextChoices):
    """What stands beside a choice of a practice story: a safer way to do it, or what to do after it."""

    SAFER = "safer", _("A safer way")
    NEXT = "next", _("Next step")


class PointKind(models.TextChoices):
    """What kind of sentence a point of an article is."""

    EVENT = "event", _("Event")
    CLAIM = "claim", _("Claim")
    STATISTIC = "statistic", _("Figure")
    ACTION = "action", _("Call to act")
    CAMPAIGN = "campaign", _("Campaign")
    ORGANISATION = "organisation", _("Organisation")
    OPINION = "opinion", _("Opinion")
    QUOTATION = "quotation", _("Quotation")
    CRITICISM = "criticism", _("Criticism")
    OTHER = "other", _("Other")


VOCABULARY: dict[str, type[models.TextChoices]] = {
    "when": When,
    "where": Where,
    "strategy": Strategy,
    "effort": Effort,
}
