"""The filters of the list of actions: read from a query, tolerant of junk, and offered again as plain links. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actions.guidance.vocabulary import VOCABULARY

LABELS = {"when": _("When"), "where": _("Where"), "strategy": _("How"), "effort": _("How long it takes")}


@dataclass(frozen=True)
class Choice:
    """One code per question; empty where the question is open."""

    when: str = ""
    where: str = ""
    strategy: str = ""
    effort: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Choice":
        """What a query asks for. A word that is not in the vocabulary is left out."""
        asked = {name: query.get(name, "") for name in VOCABULARY}
        return cls(**{name: code for name, code in asked.items() if code in VOCABULARY[name].values})

    @property
    def codes(self) -> dict[str, str]:
        """The questions that are answered."""
        return {name: code for name, code in asdict(self).items() if code}

    @property
    def query(self) -> str:
        """As in an address, without a question mark; empty when nothing is chosen."""
        return urlencode(self.codes)


@dataclass(frozen=True)
class Option:
    """One link: choose this code, or take it back when it is `current`."""

    label: str | Promise
    query: str
    current: bool


@dataclass(frozen=True)
class Facet:
    """One question with its answers. `chosen`: the label of the answer that is in force, or empty."""

    name: str
    label: str | Promise
    chosen: str | Promise
    options: list[Option]


def facets(choice: Choice) -> list[Facet]:
    """Every question, with links that keep the other answers."""
    found = []
    for name, words in VOCABULARY.items():
        current = choice.codes.get(name, "")
        options = [
            Option(
                word.label,
                replace(choice, **{name: "" if word == current else word.value}).query,
                word == current,
            )
            for word in words
        ]
        found.append(Facet(name, LABELS[name], words(current).label if current else "", options))
    return found
