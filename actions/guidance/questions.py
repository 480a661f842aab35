"""The finder's five questions as data, and what a form or a link answered. Pure.

The answers travel in hidden fields of one form. A form that was sent carries every question that was reached, one
that was passed over as SKIPPED. Nothing is kept anywhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actions.guidance.situation import Doer, Moment, Place, Safe, Situation, Time

SKIPPED = "skip"
LINKABLE = ("when", "where")  # what a link may answer: nothing about people, nothing about safety


@dataclass(frozen=True)
class Question:
    """One page. `short` names it among the answers; `hints` belong to answers by their code."""

    name: str
    title: str | Promise
    lead: str | Promise
    short: str | Promise
    answers: type[TextChoices]
    hints: Mapping[str, str | Promise] = field(default_factory=dict)

    def label(self, code: str) -> str | Promise:
        return self.answers(code).label if code in self.answers.values else _("Not answered")

    def options(self, chosen: str = "") -> list[tuple[str, str | Promise, str | Promise, bool]]:
        """(code, label, hint, whether it is the answer so far) for each answer."""
        return [(a.value, a.label, self.hints.get(a.value, ""), a.value == chosen) for a in self.answers]


QUESTIONS = (
    Question(
        "when",
        _("Is it happening now?"),
        _(
            "You saw or heard something that felt wrong. Here are two or three things you can do, with the words."
        ),
        _("When"),
        Moment,
    ),
    Question(
        "where",
        _("Where is it?"),
        _("Choose what comes closest."),
        _("Where"),
        Place,
    ),
    Question(
        "who",
        _("Who is doing it?"),
        _("A person with power can pay people back. So this changes what is safe, for you and for them."),
        _("Who"),
        Doer,
        {
            Doer.CHARGE: _("A boss, a teacher, a carer, staff"),
            Doer.PARTNER: _("Abuse at home, now or in the past"),
            Doer.GROUP: _("More than one person"),
        },
    ),
    Question(
        "safe",
        _("Do you feel safe?"),
        _("There is no wrong answer. Nobody has to step in, least of all if it has happened to you."),
        _("Safe"),
        Safe,
        {
            Safe.YES: _("I have a clear way out"),
            Safe.UNSURE: _("Something holds me back"),
            Safe.NO: _("I am alone or in danger, or they are armed, very drunk or angry"),
        },
    ),
    Question(
        "time",
        _("How long do you have?"),
        _("A minute is enough to help."),
        _("Time"),
        Time,
        {
            Time.MINUTE: _("Something small and quick"),
            Time.LONGER: _("Time for a talk, now or on another day"),
        },
    ),
)
NAMES = tuple(question.name for question in QUESTIONS)


@dataclass(frozen=True)
class Reading:
    """The answers so far by question, codes or SKIPPED. `asking`: the question to show next, None for the moves.

    `wrong`: something that is no answer stood where an answer belongs; it is asked again.
    """

    answers: Mapping[str, str]
    asking: Question | None
    wrong: bool = False

    @property
    def number(self) -> int:
        """Which question this is, from 1."""
        return QUESTIONS.index(self.asking) + 1 if self.asking else len(QUESTIONS)

    @property
    def previous(self) -> str:
        """The name of the question before; empty at the first."""
        return NAMES[self.number - 2] if self.asking and self.number > 1 else ""

    @property
    def given(self) -> list[tuple[Question, str | Promise]]:
        """Every question that was reached, with its answer in words."""
        return [(q, q.label(self.answers[q.name])) for q in QUESTIONS if q.name in self.answers]

    @property
    def said(self) -> list[str | Promise]:
        """The answers in words, without the questions that were passed over."""
        return [label for question, label in self.given if self.answers[question.name] != SKIPPED]

    @property
    def options(self) -> list[tuple[str, str | Promise, str | Promise, bool]]:
        """The answers to choose from."""
        return self.asking.options(self.answers.get(self.asking.name, "")) if self.asking else []

    @property
    def situation(self) -> Situation:
        codes = {name: code for name, code in self.answers.items() if code != SKIPPED}
        chosen: dict[str, Any] = {q.name: q.answers(codes[q.name]) for q in QUESTIONS if q.name in codes}
        return Situation(**chosen)


def read_link(query: Mapping[str, str]) -> Reading:
    """A fresh start. A link may answer where and when; everything else in it is left out."""
    answers = {q.name: query[q.name] for q in QUESTIONS if q.name in LINKABLE and _fits(q, query)}
    return Reading(answers, next(q for q in QUESTIONS if q.name not in answers))


def read_form(data: Mapping[str, str]) -> Reading:
    """What a sent form says. `change` asks a question again, `show` passes over the rest."""
    answers = {q.name: data[q.name] for q in QUESTIONS if data.get(q.name) == SKIPPED or _fits(q, data)}
    broken = [q for q in QUESTIONS if q.name in data and q.name not in answers]
    if broken:
        return Reading(answers, broken[0], wrong=True)
    if "show" in data:
        answers = {name: answers.get(name, SKIPPED) for name in NAMES}
    again = [q for q in QUESTIONS if q.name == data.get("change")]
    unasked = [q for q in QUESTIONS if q.name not in answers]
    return Reading(answers, next(iter(again or unasked), None))


def _fits(question: Question, data: Mapping[str, str]) -> bool:
    return data.get(question.name) in question.answers.values
