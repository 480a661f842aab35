"""What stands around a practice story: the guides that fit a choice, the story after it, what it rests on. Pure."""

from collections.abc import Iterable, Sequence

from actions.guidance.models import Action, Guide, Scenario

GUIDES_SHOWN = 2


def fitting(guides: Iterable[Guide], keys: Iterable[str]) -> list[Guide]:
    """The guides that list most of these actions, at most GUIDES_SHOWN. Of two, the one with fewer others."""
    wanted = set(keys)
    naming = [guide for guide in guides if wanted & set(guide.actions)]
    naming.sort(key=lambda guide: (-len(wanted & set(guide.actions)), len(guide.actions)))
    return naming[:GUIDES_SHOWN]


def after(stories: Sequence[Scenario], story: Scenario) -> Scenario | None:
    """The next story of the list, and nothing after the last one."""
    place = list(stories).index(story) + 1
    return stories[place] if place < len(stories) else None


def named(actions: Iterable[Action], field: str) -> list[str]:
    """The keys that the actions name in `field` ("seeds" or "sources"), each once, in the order of the actions."""
    return list(dict.fromkeys(key for action in actions for key in getattr(action, field)))
