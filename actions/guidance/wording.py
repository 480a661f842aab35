"""The words table in groups, by what the words are about. A word that stands in no group comes at the end."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from actions.guidance.models import Word

# Part of the address of a group: (its title, the keys of its words).
GROUPS = {
    "who": (_("Say who did it"), ("L01", "L02", "L20", "L21", "L22")),
    "person": (_("About the person"), ("L03", "L04", "L05", "L06", "L25", "L26")),
    "harm": (_("Name the harm"), ("L07", "L08", "L09", "L10", "L11", "L12", "L13")),
    "reply": (_("Answer without blame"), ("L14", "L15", "L23", "L24", "L28")),
    "everyone": (_("What each of us can say"), ("L16", "L17", "L18", "L19", "L27")),
}
REST = ("more", _("More words"))


@dataclass(frozen=True)
class Group:
    """Words about one thing. `anchor` is its place on the page."""

    anchor: str
    title: object
    words: list[Word]


def grouped(words: Iterable[Word]) -> list[Group]:
    """The groups that have words, in the order of GROUPS. Every word stands in exactly one."""
    left = {word.key: word for word in words}
    found = [
        Group(f"g-{name}", title, [left.pop(key) for key in keys if key in left])
        for name, (title, keys) in GROUPS.items()
    ]
    found.append(Group(f"g-{REST[0]}", REST[1], list(left.values())))
    return [group for group in found if group.words]
