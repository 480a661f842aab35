"""Reading the board: pages by keyset, and the ready-made pledges shown together with their counts."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from actions.guidance.models import Action
from actions.pledges.models import PUBLIC_ID_LENGTH, Pledge, Tally
from actions.pledges.texts import split_opening

PAGE = 24


@dataclass(frozen=True)
class Promise:
    """One promise as it is shown: opening ("I will"), the rest, who, month, how many made it together."""

    opening: str
    rest: str
    language: str
    public_id: str = ""
    nickname: str = ""
    made_on: dt.date | None = None
    together: int = 0
    action_slug: str = ""

    @property
    def month(self):
        """When it was made, to the month; "" for a ready-made pledge that many people made."""
        # Translators: the order of a date: F month, Y year.
        return date_format(self.made_on, gettext("F Y")) if self.made_on else ""


@dataclass(frozen=True)
class Wall:
    """One page of written pledges and the cursor of the next one ("" on the last page)."""

    promises: list[Promise]
    older: str


def wall(cursor="", size=PAGE):
    """The page after the pledge with the public id `cursor`. One that is not on the wall gives the first page."""
    rows = Pledge.objects.on_the_wall()
    last = (
        Pledge.objects.on_the_wall().filter(public_id=cursor[:PUBLIC_ID_LENGTH]).first() if cursor else None
    )
    if last:
        rows = rows.older_than(last.decided_on, last.pk)
    found = list(rows[: size + 1])
    older = found[size - 1].public_id if len(found) > size else ""
    return Wall([promise(pledge) for pledge in found[:size]], older)


def promise(pledge):
    """A written pledge as it is shown."""
    opening, rest = split_opening(pledge.text)
    return Promise(opening, rest, pledge.language, pledge.public_id, pledge.nickname, pledge.made_on)


def ready_made(action, together=0, made_on=None):
    """The pledge of an action as it is shown."""
    opening, rest = split_opening(action.pledge)
    return Promise(
        opening, rest, action.language, made_on=made_on, together=together, action_slug=action.slug
    )


def together(limit=None):
    """Ready-made pledges that people took up, most first: two queries at any size."""
    counts = Tally.objects.by_action()
    actions = {
        action.key: action for action in Action.objects.published().in_language(get_language()).one_tap()
    }
    shown = [ready_made(actions[key], number) for key, number in counts.items() if key in actions]
    return shown[:limit]


def to_choose_from(limit):
    """Ready-made pledges that are good to begin with."""
    actions = Action.objects.published().in_language(get_language()).one_tap().first_pledges()
    return [ready_made(action) for action in actions[:limit]]


def made():
    """How many promises are on the board."""
    return Tally.objects.made()


def kept():
    """How many of them their writers say they kept."""
    return Tally.objects.kept()
