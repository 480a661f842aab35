"""What somebody tells the finder: five answers, each of them optional. Pure.

An answer that is missing is read with care: as if it were happening now, as if it were not sure that the reader
is safe, as if nobody knew who is doing it, and as if there were a minute.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.guidance.vocabulary import Where


class Moment(models.TextChoices):
    """When it happens."""

    NOW = "now", _("It is happening now")
    OVER = "over", _("It is over")
    REPEATS = "repeats", _("It keeps happening")
    BEFORE = "before", _("Not yet. I want to be ready")


class Place(models.TextChoices):
    """Where it happens: the places of the actions, and everywhere else."""

    STREET = Where.STREET.value, Where.STREET.label
    PARTY = Where.PARTY.value, Where.PARTY.label
    WORK = Where.WORK.value, Where.WORK.label
    SCHOOL = Where.SCHOOL.value, Where.SCHOOL.label
    ONLINE = Where.ONLINE.value, Where.ONLINE.label
    HOME = Where.HOME.value, Where.HOME.label
    FRIENDS = Where.FRIENDS.value, Where.FRIENDS.label
    ELSEWHERE = "elsewhere", _("Somewhere else")


class Doer(models.TextChoices):
    """Who is doing it, by the power they have."""

    STRANGER = "stranger", _("A stranger")
    CHARGE = "charge", _("Someone in charge")
    KNOWN = "known", _("A friend, or someone I know")
    PARTNER = "partner", _("A partner, or someone in the family")
    GROUP = "group", _("A group")
    UNSURE = "unsure", _("I am not sure")


class Safe(models.TextChoices):
    """Whether the reader feels safe."""

    YES = "yes", _("Yes, I feel safe")
    UNSURE = "unsure", _("I am not sure that I am safe")
    NO = "no", _("No, I do not feel safe")


class Time(models.TextChoices):
    """How long the reader has."""

    MINUTE = "minute", _("I have a minute")
    LONGER = "longer", _("I have longer")


@dataclass(frozen=True)
class Situation:
    """The five answers; None where the reader gave none."""

    when: Moment | None = None
    where: Place | None = None
    who: Doer | None = None
    safe: Safe | None = None
    time: Time | None = None

    @property
    def moment(self) -> Moment:
        return self.when or Moment.NOW

    @property
    def place(self) -> Place:
        return self.where or Place.ELSEWHERE

    @property
    def hurried(self) -> bool:
        return self.time is not Time.LONGER

    @property
    def sure(self) -> bool:
        """Whether the reader said that they feel safe. Nothing else counts as a yes."""
        return self.safe is Safe.YES

    @property
    def at_home(self) -> bool:
        """Abuse by a partner or in a family, wherever it is seen, and whatever happens inside a home."""
        return self.who is Doer.PARTNER or self.place is Place.HOME

    @property
    def in_danger(self) -> bool:
        """Whether the emergency number has to stand before everything else."""
        lasting = self.moment in (Moment.NOW, Moment.REPEATS)
        return self.safe is Safe.NO or (lasting and (self.at_home or self.who is Doer.GROUP))
