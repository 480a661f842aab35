"""Reading the board: pages by keyset, and the ready-made pledges shown together with their counts."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from actions.guidance.models import Action
from actions.pledges.filters import Choice
from actions.pledges.models import PUBLIC_ID_LENGTH, Pledge, Tally
from actions.pledges.texts import split_opening

PAGE = 24
TOGETHER = 12  # ready-made pledges on the first page
OFFERED = 3  # of them where nothing was found


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
    place: str = ""
    own_words: bool = False

    @property
    def month(self) -> str:
        """When it was made, to the month; "" for a ready-made pledge that many people made."""
        # Translators: the order of a date: F month, Y year.
        return date_format(self.made_on, gettext("F Y")) if self.made_on else ""


@dataclass(frozen=True)
class Wall:
    """One page of written pledges; the cursor of the next one ("" on the last page); whether it is the first."""

    promises: list[Promise]
    older: str
    first: bool


def wall(
    cursor: str = "", choice: Choice | None = None, slugs: Mapping[str, str] | None = None, size: int = PAGE
) -> Wall:
    """The page after the pledge with the public id `cursor`, of those that fit the choice.

    A cursor that is not on the wall (any more) gives the first page. It is only a place in the order: it need not fit
    the choice. `slugs`: key of an action to its slug.
    """
    rows = Pledge.objects.on_the_wall().sorted_under(**(choice or Choice()).columns)
    last = (
        Pledge.objects.on_the_wall().filter(public_id=cursor[:PUBLIC_ID_LENGTH]).first() if cursor else None
    )
    if last:
        rows = rows.older_than(last.decided_on, last.pk)
    found = list(rows[: size + 1])
    older = found[size - 1].public_id if len(found) > size else ""
    return Wall([promise(pledge, slugs) for pledge in found[:size]], older, last is None)


def promise(pledge: Pledge, slugs: Mapping[str, str] | None = None) -> Promise:
    """A written pledge as it is shown. `slugs`: key of an action to its slug, for "I will too"."""
    opening, rest = split_opening(pledge.text)
    return Promise(
        opening,
        rest,
        pledge.language,
        pledge.public_id,
        pledge.nickname,
        pledge.made_on,
        action_slug=(slugs or {}).get(pledge.near, ""),
        place=pledge.place,
        own_words=True,
    )


def ready_made(action: Action, together: int = 0, made_on: dt.date | None = None) -> Promise:
    """The pledge of an action as it is shown."""
    opening, rest = split_opening(action.pledge)
    return Promise(
        opening, rest, action.language, made_on=made_on, together=together, action_slug=action.slug
    )


def one_tap() -> list[Action]:
    """Every action with a ready-made pledge, in the language of the page, without its long texts: one query."""
    rows = Action.objects.published().in_language(get_language()).one_tap()
    shown = ("key", "language", "slug", "title", "pledge", "where", "strategy", "first")
    return list(rows.only(*shown))


def together(actions: Iterable[Action], choice: Choice | None = None, limit: int = TOGETHER) -> list[Promise]:
    """Ready-made pledges that people took up and that fit the choice, most first: one query at any size."""
    asked = choice or Choice()
    fitting = {action.key: action for action in actions if asked.fits(action)}
    counts = Tally.objects.by_action()
    shown = [ready_made(fitting[key], number) for key, number in counts.items() if key in fitting]
    return shown[:limit]


def offered(actions: Iterable[Action], choice: Choice, limit: int = OFFERED) -> list[Promise]:
    """What to say instead of nothing: ready-made pledges that fit, or else any; good first ones first. No query."""
    actions = list(actions)
    fitting = [action for action in actions if choice.fits(action)]
    return [ready_made(action) for action in sorted(fitting or actions, key=lambda a: not a.first)[:limit]]


def to_choose_from(limit: int) -> list[Promise]:
    """Ready-made pledges that are good to begin with."""
    actions = Action.objects.published().in_language(get_language()).one_tap().first_pledges()
    return [ready_made(action) for action in actions[:limit]]


def made() -> int:
    """How many promises are on the board."""
    return Tally.objects.made()


def kept() -> int:
    """How many of them their writers say they kept."""
    return Tally.objects.kept()
