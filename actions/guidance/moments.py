"""Which guides the guidance home offers at which moment. Actions carry their moment themselves; guides span several."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actions.guidance.models import Action, Guide
from actions.guidance.vocabulary import When

FIRST = ("G1", "G3", "G11")  # what people come for, before anything is sorted

# In the words of somebody who comes without knowing our categories.
TITLES = {
    When.IN_THE_MOMENT: _("It is happening now"),
    When.AFTER: _("It has happened"),
    When.BEFORE: _("Before anything happens"),
    When.EVERY_DAY: _("Every day"),
}

GUIDES = {
    When.IN_THE_MOMENT: ("G1", "G2", "G4", "G6"),
    When.AFTER: ("G3", "G11", "G5"),
    When.BEFORE: ("G7", "G10", "G14"),
    When.EVERY_DAY: ("G8", "G12", "G13", "G9"),
}
ACTIONS_SHOWN = 2  # beside the guides; the rest is one tap away


@dataclass(frozen=True)
class Moment:
    """A part of the home page: what fits now, and how many actions there are beyond the ones shown."""

    when: When
    title: str | Promise
    guides: list[Guide]
    actions: list[Action]
    total: int


def moments(guides: Iterable[Guide], actions: Iterable[Action]) -> list[Moment]:
    """The four moments in the order of GUIDES. The best first promises stand first among the actions."""
    by_key = {guide.key: guide for guide in guides}
    every = sorted(actions, key=lambda action: (not action.first, action.position))
    found = []
    for when, keys in GUIDES.items():
        fitting = [action for action in every if action.when == when]
        shown = [by_key[key] for key in keys if key in by_key]
        found.append(Moment(when, TITLES[when], shown, fitting[:ACTIONS_SHOWN], len(fitting)))
    return found
