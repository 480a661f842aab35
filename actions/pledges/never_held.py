"""What no change of the lists may do: take words of support, or our own promises, for something else."""

import tomllib
from functools import cache

from django.utils.translation import gettext as _

from actions.guidance.models import Action
from actions.pledges.screening import screen
from actions.pledges.screening.examples import examples
from actions.pledges.screening.lists import CONTENT, PHRASES, Change, Lists, Source, compiled, files
from actions.pledges.screening.reading import Reading

# Lists of what a pledge is not supposed to be. Those of care, of names and of support are not among them.
ABUSE = {"attack", "graphic", "blame", "harm_done", "off_topic", "advert", "not_a_pledge", "risky_plan"}


def refusal(change: Change | None, before: Lists, after: Lists) -> str:
    """A sentence for the person who wants the change, with the words it would hold; "" when it does no harm.

    change: what is added; None when something is switched off. One query.
    """
    ours = ready_made()
    if change and change.adds and change.name in ABUSE and change.name in PHRASES:
        alone = compiled({change.language: {change.name: [change.entry]}})
        for text in (*sentences(), *ours):
            if Reading(text, alone).phrases:
                return _held(text)
    for text in (*sentences(), *support(), *ours):
        if _rules(text, after) - _rules(text, before):
            return _held(text)
    return ""


def _held(text: str) -> str:
    return _("It would hold “%(text)s”. Words of support and our own promises are never held.") % {
        "text": text
    }


def _rules(text: str, lists: Lists) -> set[str]:
    return {finding.rule for finding in screen(text, lists=lists)}


@cache
def sentences() -> tuple[str, ...]:
    """The sentences of never_held.toml, in all languages."""
    found = tomllib.loads((CONTENT / "never_held.toml").read_text(encoding="utf-8"))
    return tuple(text for texts in found.values() for text in texts)


@cache
def support() -> tuple[str, ...]:
    """Examples of what the list of support words in the files says, in all languages."""
    return tuple(_examples(files()))


def _examples(source: Source) -> list[str]:
    return [
        text
        for lists in source.values()
        for entry in lists.get("support", ())
        for text in examples("support", entry)
    ]


def ready_made() -> list[str]:
    """Our own promises, in all languages. One query."""
    rows = Action.objects.published().one_tap().values_list("pledge", "pledge_everyone")
    return [text for row in rows for text in row if text]
