"""Reading the board: pages by keyset, and the ready-made pledges shown together with their counts."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from actions.guidance.models import Action
from actions.pledges import statements
from actions.pledges.filters import Choice
from actions.pledges.models import PUBLIC_ID_LENGTH, Pledge
from actions.pledges.statements import Row, counts
from actions.pledges.texts import split_opening

Counts = tuple[tuple[str, int, int], ...]  # statements.counts
__all__ = ["counts"]
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

    rows: list[Row]
    older: str
    first: bool


def wall(cursor: str = "", choice: Choice | None = None, size: int = PAGE) -> Wall:
    """The page after the pledge with the public id `cursor`, of those that fit the choice.

    A cursor that is not on the wall (any more) gives the first page. It is only a place in the order: it need not fit
    the choice.
    """
    last = statements.place_of(cursor[:PUBLIC_ID_LENGTH]) if cursor else None
    found = statements.newest(size + 1, (choice or Choice()).columns, last)
    older = found[size - 1].public_id if len(found) > size else ""
    return Wall(found[:size], older, last is None)


@dataclass(frozen=True, eq=False)
class Offer:
    """The ready-made pledges of a language. The same one as long as nothing about them changes."""

    actions: list[Action]
    slugs: dict[str, str]  # by key


def offer() -> Offer:
    """Those of the language of the page: one query."""
    return _offer(statements.one_tap(get_language() or settings.LANGUAGE_CODE))


@lru_cache(maxsize=8)
def _offer(rows: str) -> Offer:
    actions = []
    for row in json.loads(rows):
        values = dict(zip(statements.ACTION, row, strict=True))
        for name in ("where", "strategy"):  # JSON in JSON on SQLite, a list on PostgreSQL
            values[name] = json.loads(values[name]) if isinstance(values[name], str) else values[name]
        actions.append(Action(**values))
    return Offer(actions, {action.key: action.slug for action in actions})


def promise(pledge: Pledge | Row, slugs: Mapping[str, str] | None = None) -> Promise:
    """A written pledge as it is shown. `slugs`: key of an action to its slug, for "I will too"."""
    opening, rest = split_opening(pledge.text)
    return Promise(
        opening,
        rest,
        pledge.language,
        pledge.public_id,
        pledge.nickname,
        dt.date.fromisoformat(pledge.made_on) if isinstance(pledge, Row) else pledge.made_on,
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


def together(
    actions: Iterable[Action], counts: Counts, choice: Choice | None = None, limit: int = TOGETHER
) -> list[Promise]:
    """Ready-made pledges that people took up and that fit the choice, most first. No query."""
    asked = choice or Choice()
    fitting = {action.key: action for action in actions if asked.fits(action)}
    shown = [ready_made(fitting[key], made) for key, made, _kept in counts if made and key in fitting]
    return shown[:limit]


def offered(actions: Iterable[Action], choice: Choice, limit: int = OFFERED) -> list[Promise]:
    """What to say instead of nothing: ready-made pledges that fit, or else any; good first ones first. No query."""
    actions = list(actions)
    fitting = [action for action in actions if choice.fits(action)]
    return [ready_made(action) for action in sorted(fitting or actions, key=lambda a: not a.first)[:limit]]


def to_choose_from(actions: Iterable[Action], limit: int) -> list[Promise]:
    """Ready-made pledges that are good to begin with. No query."""
    return [ready_made(action) for action in actions if action.first][:limit]


def made(counts: Counts) -> int:
    """How many promises are on the board."""
    return sum(made for _key, made, _kept in counts)


def kept(counts: Counts) -> int:
    """How many of them their writers say they kept."""
    return sum(kept for _key, _made, kept in counts)
