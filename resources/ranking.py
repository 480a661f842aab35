"""Which rows answer the reader's words, and in which order. Whole numbers only, so that both databases agree.

What was said counts 8 in the name, 3 in a label, 1 in the description; a word that only begins like the typed one 4 in
the name and 1 elsewhere. Other words for the same count 2 in the name and 1 elsewhere. A phrase
that means a need or an audience of the service counts 6, and 2 for each further one that it means.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.expressions import CombinedExpression, Expression

from resources import words
from resources.meaning import LEVELS, Group, Meaning, Phrase, level
from resources.models.search_queries import SearchRowQuerySet
from resources.models.search_tokens import All, Any, Matches, Question, Token
from resources.search_index import code_token

IN_NAME, BEGINS_NAME, IN_LABEL, OTHER_IN_NAME, IN_TEXT = 8, 4, 3, 2, 1
A_CODE, FURTHER_CODE = 6, 2


@dataclass(frozen=True)
class Asked:
    """Words with the countries whose services are looked at ("" is the world; none: all)."""

    meaning: Meaning
    countries: tuple[str, ...] = ()
    every: bool = True  # rows meet every group, or else any of them

    def filter(self, rows: SearchRowQuerySet) -> SearchRowQuerySet:
        groups = tuple(_met(group) for group in self.meaning.groups)
        return rows.filter(Matches(self._here(All(groups) if self.every else Any(groups))))

    def ranked(self, rows: SearchRowQuerySet, region: str) -> SearchRowQuerySet:
        """In the order of the page, within a country or within the world. Near: for the whole country, for the
        reader's or a named part of it, or named itself. Services for people who fear to do harm stand last unless the
        words are about that or name one."""
        named = [self._when(_anywhere(group.said, ("a",)), group.size) for group in self.meaning.groups]
        is_named = When(named__gte=F("name_size"), then=Value(0))
        is_aside = [] if self.meaning.about_harming else [When(aside=True, then=Value(2))]
        is_near = When(region__in=("", *filter(None, (region, *self.meaning.regions))), then=Value(0))
        met = [] if self.every else [_sum(self._when(_met(group), 1) for group in self.meaning.groups).desc()]
        return rows.annotate(
            named=_sum(named),
            score=_sum(self._score(group) for group in self.meaning.groups),
            far=Case(is_named, *is_aside, is_near, default=Value(1), output_field=IntegerField()),
        ).by_help(region, before=(*self._late(), *met, "far", "-score"))

    def _late(self) -> list[Case]:
        """Only where `far` does not come first anyway."""
        if self.every or self.meaning.about_harming:
            return []
        return [_one(Q(aside=True) & Q(named__lt=F("name_size")))]

    def _score(self, group: Group) -> Expression:
        """What a row gets for one group: for the best place of the words, for other words, and for codes."""
        if self.every and not (group.codes or group.also or group.other):
            return self._best(_steps(group)[:-1], IN_TEXT)  # it is met, so its words are at least somewhere
        parts: list[Expression] = [self._best(_steps(group))]
        if group.other:
            other = [(_anywhere(group.other, ("a",)), OTHER_IN_NAME), (_anywhere(group.other), IN_TEXT)]
            parts.append(self._best(other))
        if group.codes:
            any_code = Any(tuple(Token(code_token(code)) for code in group.codes))
            parts.append(self._when(any_code, A_CODE - FURTHER_CODE))
            parts += [self._when(Token(code_token(code)), FURTHER_CODE) for code in group.codes]
        return _sum(parts)

    def _best(self, steps: Sequence[tuple[Question, int]], otherwise: int = 0) -> Case:
        cases = [When(Matches(self._here(question)), then=Value(points)) for question, points in steps]
        return Case(*cases, default=Value(otherwise), output_field=IntegerField())

    def _when(self, question: Question, points: int) -> Case:
        return _one(Matches(self._here(question)), points)

    def _here(self, question: Question) -> Question:
        """The question, asked only of services that can be in the list."""
        if not self.countries:
            return question
        return All((question, Any(tuple(Token(code_token(f"in:{code}")) for code in self.countries))))


def _steps(group: Group) -> list[tuple[Question, int]]:
    """Where the words can stand, best first, and what that counts."""
    steps: list[tuple[Question, int]] = [(_anywhere(group.said, ("a",)), IN_NAME)]
    if group.prefix:
        steps.append((_begins(group, ("a",)), BEGINS_NAME))
    steps.append((_anywhere(group.said, ("b",)), IN_LABEL))
    anywhere: tuple[Question, ...] = (_anywhere(group.said),)
    return [*steps, (Any((*anywhere, _begins(group)) if group.prefix else anywhere), IN_TEXT)]


def _met(group: Group) -> Question:
    parts: list[Question] = [_anywhere((*group.said, *group.other))]
    parts += [Token(code_token(code)) for code in (*group.codes, *group.also)]
    if group.prefix:
        parts.append(_begins(group))
    return Any(tuple(parts))


def _anywhere(phrases: tuple[Phrase, ...], levels: tuple[str, ...] = LEVELS) -> Question:
    """Whether all words of one of the phrases stand in these levels."""
    return Any(tuple(All(tuple(level(word, levels) for word in phrase)) for phrase in phrases))


def _begins(group: Group, levels: tuple[str, ...] = LEVELS) -> Question:
    return Any(tuple(Token(each + words.written(group.prefix), prefix=True) for each in levels))


def _one(condition: Q | Matches, points: int = 1) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


def _sum(parts: Iterable[Expression]) -> Expression:
    total: Expression = Value(0, output_field=IntegerField())
    for part in parts:
        total = CombinedExpression(total, "+", part, output_field=IntegerField())
    return total
