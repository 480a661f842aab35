"""A pledge as its moderator meets it: why it is here, and its words with what was found marked in them.

The matched words are found anew each time a page is made, and never stored. Marks are pieces of text for the template,
so that every word is escaped there.
"""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from actions.pledges import cases, linter
from actions.pledges.desk_views import words
from actions.pledges.models import Pledge, Report
from actions.pledges.screening import Finding, queue_for, spans_of
from actions.pledges.screening.rules import CARE
from actions.pledges.texts import code

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Why:
    """A finding in plain words, and the reason that it suggests. None of the words it is about."""

    sentence: str
    code: str
    label: str


@dataclass(frozen=True)
class Shown:
    """A pledge with its words in pieces (text, found or not), and why it is here."""

    pledge: Pledge
    text: Pieces
    nickname: Pieces
    plan_if: Pieces
    why: tuple[Why, ...]
    hard: bool

    @property
    def suggested(self) -> list[str]:
        return list(dict.fromkeys(why.code for why in self.why))


def show(pledge: Pledge) -> Shown:
    found = cases.findings(pledge.text, pledge.nickname, pledge.plan_if)
    return Shown(
        pledge=pledge,
        text=_pieces(pledge.text, found, "text"),
        nickname=_pieces(pledge.nickname, found, "nickname"),
        plan_if=_pieces(pledge.plan_if, found, "plan_if"),
        why=tuple(_why(finding) for finding in found),
        hard=queue_for(found) == CARE,
    )


def _pieces(text: str, found: list[Finding], field: str) -> Pieces:
    return tuple(linter.pieces(text, spans_of(finding for finding in found if finding.field == field)))


def _why(finding: Finding) -> Why:
    sentence = str(finding.sentence)
    if finding.field in words.FIELDS:
        sentence = f"{words.FIELDS[finding.field]}: {sentence}"
    return Why(sentence, finding.suggests, code(finding.suggests).label)


def reported(pledge: Pledge) -> list[tuple[str, int]]:
    """Why readers reported it: (reason, how many), the most first."""
    rows = pledge.reports.values_list("reason").annotate(number=Count("pk")).order_by("-number", "reason")
    return [(str(Report.Reason(reason).label), number) for reason, number in rows]


def before(pledge: Pledge) -> str:
    """What a second person should know about the first, without any word of the pledge."""
    if pledge.proposed_by:
        values = {
            "who": pledge.proposed_by,
            "code": pledge.proposed_code,
            "label": code(pledge.proposed_code).label,
        }
        return _("%(who)s proposes %(code)s: %(label)s. A different person has to decide the same.") % values
    if pledge.second_look_asked:
        return _("It was declined once. Now somebody who did not decide then reads it again.")
    return ""
