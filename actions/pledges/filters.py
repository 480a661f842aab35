"""The filters of the board: read from an address, tolerant of junk, and offered again as links and choices. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actions.guidance.models import Action
from actions.guidance.vocabulary import Strategy, Where

NAMES = ("place", "strategy", "action", "language")
LABELS = {"place": _("Where"), "strategy": _("How"), "action": _("Which action"), "language": _("Language")}


@dataclass(frozen=True)
class Choice:
    """What a reader asked for; empty where the question is open. `action` is a slug and `near` its key."""

    place: str = ""
    strategy: str = ""
    action: str = ""
    language: str = ""
    near: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], actions: Iterable[Action]) -> "Choice":
        """What a query asks for. What is not on offer is left out."""
        if not any(name in query for name in NAMES):
            return cls()
        keys = {action.slug: action.key for action in actions}
        on_offer = {
            "place": Where.values,
            "strategy": Strategy.values,
            "action": keys,
            "language": dict(settings.LANGUAGES),
        }
        asked = {name: query.get(name, "") for name in NAMES}
        known = {name: code for name, code in asked.items() if code in on_offer[name]}
        return cls(**known, near=keys.get(known.get("action", ""), ""))

    @property
    def codes(self) -> dict[str, str]:
        """The questions that are answered, as in an address."""
        return {name: getattr(self, name) for name in NAMES if getattr(self, name)}

    @property
    def columns(self) -> dict[str, str]:
        """The same as fields of a pledge."""
        columns = ("near", "place", "strategy", "language")
        return {name: getattr(self, name) for name in columns}

    def fits(self, action: Action) -> bool:
        """Whether the ready-made pledge of an action belongs to what was asked. Its language is that of the page."""
        return (
            self.near in ("", action.key)
            and (not self.place or self.place in action.where)
            and (not self.strategy or self.strategy in action.strategy)
        )

    def query(self, **more: str) -> str:
        """As in an address, with the question mark: "?place=online". "" when there is nothing to say."""
        asked = {name: value for name, value in {**self.codes, **more}.items() if value}
        return f"?{urlencode(asked)}" if asked else ""


@dataclass(frozen=True)
class Question:
    """One list to choose from: `options` are (code, words); `chosen` is the code in force, or ""."""

    name: str
    label: str | Promise
    chosen: str
    options: list[tuple[str, str | Promise]]


@dataclass(frozen=True)
class Chip:
    """One filter that is on, and the address without it."""

    label: str | Promise
    query: str


def questions(choice: Choice, actions: Iterable[Action]) -> list[Question]:
    """Every filter with what it offers."""
    offered: dict[str, list[tuple[str, str | Promise]]] = {
        "place": list(Where.choices),
        "strategy": list(Strategy.choices),
        "action": [(action.slug, action.title) for action in actions],
        "language": list(settings.LANGUAGES),
    }
    return [Question(name, LABELS[name], getattr(choice, name), offered[name]) for name in NAMES]


def chips(choice: Choice, asked: Iterable[Question], **more: str) -> list[Chip]:
    """The filters that are on. `more`: what else the addresses carry, such as the country."""
    return [
        Chip(
            dict(question.options)[question.chosen],
            replace(choice, **{question.name: ""}).query(**more),
        )
        for question in asked
        if question.chosen
    ]
