"""What the screening says about a text. It never decides, never publishes, never deletes. Pure.

No database, no request, no settings: the same text and lists always give the same findings.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from actions.pledges.screening.folding import Span
from actions.pledges.screening.lists import Lists, default
from actions.pledges.screening.reading import Reading
from actions.pledges.screening.rules import BY_CODE, CARE, IN_NICKNAMES, NEW, RULES, Rule


@dataclass(frozen=True)
class Finding:
    """One rule that found something.

    `spans` are slices of the text as it was typed, in order and apart; `matched` are the typed words in them.
    `field` is "text" or "nickname". `help` is the name of a help screen, or "".
    """

    rule: str
    spans: tuple[Span, ...]
    matched: tuple[str, ...]
    sentence: Promise
    suggests: str
    queue: str
    help: str = ""
    field: str = "text"


def screen(text: str, nickname: str = "", language: str = "", *, lists: Lists | None = None) -> list[Finding]:
    """Findings about a pledge, in the order of the rules. Any text is fine; only its first 2,000 characters count.

    language: lists of that language only. "" takes all, which is right for the form: the language of a page says
    little about that of a writer. lists: other lists than those of the files, to try a change before it counts.
    """
    lists = lists or default(language)
    found = _apply(RULES, text, "text", lists)
    if nickname:
        found += _apply([BY_CODE[code] for code in IN_NICKNAMES], nickname, "nickname", lists)
    return found


def identity_marks(text: str, language: str = "", *, lists: Lists | None = None) -> list[Finding]:
    """What may show who somebody is: names, ways to reach them, places of work or study, links."""
    return _apply([rule for rule in RULES if rule.identifies], text, "text", lists or default(language))


def help_needed(findings: Iterable[Finding]) -> str:
    """The name of the screen of help that a writer should meet first, or "": danger before all others."""
    return next((f.help for f in findings if f.help), "")


def queue_for(findings: Iterable[Finding]) -> str:
    """ "care" when one finding asks for care, else "new"."""
    return CARE if any(f.queue == CARE for f in findings) else NEW


def needs_care(codes: Iterable[str]) -> bool:
    """Whether one of these codes of rules asks for care. A code of a rule that is gone does not."""
    return any(BY_CODE[code].queue == CARE for code in codes if code in BY_CODE)


def spans_of(findings: Iterable[Finding]) -> list[Span]:
    """All spans together, in order, without overlaps: ready to be marked."""
    return merged([span for finding in findings for span in finding.spans])


def merged(spans: Iterable[Span]) -> list[Span]:
    """Slices in order; those that overlap become one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def without(text: str, spans: Iterable[Span]) -> str:
    """The text with those slices taken out, and no blank left over before a stop."""
    kept, position = [], 0
    for start, end in merged(spans):
        kept.append(text[position:start].rstrip())
        position = end
    joined = " ".join([*kept, text[position:].lstrip() if position else text])
    for stop in ".,;:!?":
        joined = joined.replace(f" {stop}", stop)
    return " ".join(joined.split())


def _apply(rules: Iterable[Rule], text: str, field: str, lists: Lists) -> list[Finding]:
    reading = Reading(text, lists)
    found = []
    for rule in rules:
        spans = tuple(merged(reading.span(start, end) for start, end in rule.finder(reading)))
        if spans:
            matched = tuple(text[start:end] for start, end in spans)
            found.append(
                Finding(rule.code, spans, matched, rule.sentence, rule.suggests, rule.queue, rule.help, field)
            )
    return found
