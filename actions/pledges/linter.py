"""What the form asks its writer before anybody else reads the words: could this show who somebody is?

Each of the three looks asks once for the lists that count now, unless it is given `lists`; else it is pure.
Nothing is stored while the form asks, and the writer always has a way past it to a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from actions.pledges import wordlists
from actions.pledges.screening import Finding, help_needed, identity_marks, screen, spans_of, without
from actions.pledges.screening.folding import Span
from actions.pledges.screening.lists import Lists
from config.safety.plain_text import one_line


@dataclass(frozen=True)
class Asking:
    """The writer's words in `pieces` (text, found or not), and a sentence with the found words for each rule."""

    pieces: tuple[tuple[str, bool], ...]
    notes: tuple[tuple[Promise, tuple[str, ...]], ...]


def ask(text: str, *, lists: Lists | None = None) -> Asking | None:
    """What to ask about a text; None when nothing in it may show who somebody is."""
    marks = identity_marks(text, lists=lists or wordlists.current())
    if not marks:
        return None
    return Asking(tuple(pieces(text, spans_of(marks))), tuple(_notes(marks)))


def _notes(marks: Iterable[Finding]) -> list[tuple[Promise, tuple[str, ...]]]:
    """A sentence per rule, in the order of the text; none when an earlier rule already speaks of the same words."""
    spoken: set[Span] = set()
    kept = []
    for mark in marks:
        if not set(mark.spans) <= spoken:
            kept.append(mark)
        spoken |= set(mark.spans)
    return [(mark.sentence, mark.matched) for mark in sorted(kept, key=lambda mark: mark.spans[0])]


def pieces(text: str, spans: Iterable[Span]) -> Iterable[tuple[str, bool]]:
    """The whole text in order, cut where something was found. Spans in order and apart."""
    position = 0
    for start, end in spans:
        if start > position:
            yield text[position:start], False
        yield text[start:end], True
        position = end
    if position < len(text):
        yield text[position:], False


def taken_out(text: str, *, lists: Lists | None = None) -> tuple[str, tuple[str, ...]]:
    """The text without what was found, and the words that are gone. What a first look hid is found by the next."""
    text, gone, lists = one_line(text), [], lists or wordlists.current()
    while spans := spans_of(identity_marks(text, lists=lists)):
        gone += [text[start:end] for start, end in spans]
        text = without(text, spans)
    return text, tuple(gone)


def help_first(*texts: str, lists: Lists | None = None) -> str:
    """The screen of help that a writer meets at once, or "". Danger in one text comes before all in another."""
    lists = lists or wordlists.current()
    found = [finding for text in texts for finding in screen(one_line(text), lists=lists) if finding.help]
    return help_needed(sorted(found, key=lambda finding: finding.help != "danger"))
