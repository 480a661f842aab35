"""Where a written pledge belongs: near the action from whose page its writer came, and the place that they chose."""

from collections.abc import Iterable, Mapping
from typing import Any

from actions.guidance.models import Action
from actions.guidance.models.action import ActionQuerySet
from actions.guidance.vocabulary import Where


def begin(query: Mapping[str, str], action: Action | None) -> dict[str, str]:
    """What the form for own words starts with: of the action it was opened for, or the place in its address."""
    if action:
        return {"near": action.key, "place": only(action.where)}
    place = query.get("place", "")
    return {"place": place if place in Where.values else ""}


def sorted_by(near: str, place: str, actions: ActionQuerySet) -> dict[str, Any]:
    """What is stored: the key of the action, its strategy when it has just one, and the place.

    `near` comes back from a hidden field; what is not the key of one of the actions is left out.
    """
    action = actions.filter(key=near).first() if 0 < len(near) <= 8 else None
    if action is None:
        return {"near": "", "place": place, "strategy": ""}
    return {"near": action.key, "place": place, "strategy": only(action.strategy)}


def only(codes: Iterable[str]) -> str:
    """The one code of a list; "" when there are several, because nobody said which is meant."""
    codes = list(codes)
    return codes[0] if len(codes) == 1 else ""
