"""Which rows answer the reader's words, and in which order. Whole numbers only, so that both databases agree.

What was said is met best in the name (8), then in a label (3), then in the description (1); a word that only begins
like the typed one counts 4 in the name and 1 elsewhere. A known phrase that means a need or an audience of the service
counts 6, and 2 for each further one that it means.
"""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.expressions import CombinedExpression, Expression

from resources import words
from resources.areas import TERRITORIES, wider_than
from resources.meaning import LEVELS, Group, Meaning, level
from resources.models.search_queries import SearchRowQuerySet
from resources.models.search_tokens import All, Any, Matches, Question, Token
from resources.search_index import code_token

IN_NAME, BEGINS_NAME, IN_LABEL, IN_TEXT = 8, 4, 3, 1
A_CODE, FURTHER_CODE = 6, 2


@dataclass(frozen=True)
class Asked:
    """Words with the country they are asked in: only its services and wider ones are looked at."""

    meaning: Meaning
    country: str = ""

    def filter(self, rows: SearchRowQuerySet, every: bool) -> SearchRowQuerySet:
        """Rows that meet every group, or any of them."""
        groups = tuple(_met(group) for group in self.meaning.groups)
        return rows.filter(Matches(self._here(All(groups) if every else Any(groups))))

    def with_met(self, rows: SearchRowQuerySet) -> SearchRowQuerySet:
        """`met`: how many groups a row meets."""
        return rows.annotate(met=_sum(self._when(_met(group), 1) for group in self.meaning.groups))

    def ranked(self, rows: SearchRowQuerySet, region: str) -> SearchRowQuerySet:
        """In the order of the page. Near: for the whole country, for the reader's or a named part of it, or named
        itself. Services for people who fear to do harm stand last unless the words are about that or name one."""
        named = [self._when(_in_name(group), group.size) for group in self.meaning.groups]
        rows = self.with_met(rows).annotate(
            score=_sum(self._score(group) for group in self.meaning.groups), named=_sum(named)
        )
        is_named = Q(named__gte=F("name_size"))
        near = Q(region__in=("", *filter(None, (region, *self.meaning.regions)))) | is_named
        aside = Q(pk__in=()) if self.meaning.about_harming else Q(aside=True) & ~is_named
        return rows.annotate(near=_one(near), later=_one(aside)).by_help(
            region, before=("later", "-met", "-near", "-score")
        )

    def _score(self, group: Group) -> Expression:
        steps = [(Any(tuple(_phrase(phrase, (each,)) for phrase in group.phrases)), points)
                 for each, points in zip(LEVELS, (IN_NAME, IN_LABEL, IN_TEXT), strict=True)]  # fmt: skip
        if group.prefix:
            steps.insert(1, (_begins(group, ("a",)), BEGINS_NAME))
            steps.append((_begins(group), IN_TEXT))
        whole = Any(tuple(_phrase(phrase, LEVELS) for phrase in group.phrases))
        steps.append((whole, IN_TEXT))  # one word in the name, the other in the description
        cases = [When(Matches(self._here(question)), then=Value(points)) for question, points in steps]
        text = Case(*cases, default=Value(0), output_field=IntegerField())
        codes = [self._when(Token(code_token(code)), FURTHER_CODE) for code in group.codes]
        if not codes:
            return text
        any_code = Any(tuple(Token(code_token(code)) for code in group.codes))
        return _sum([text, self._when(any_code, A_CODE - FURTHER_CODE), *codes])

    def _when(self, question: Question, points: int) -> Case:
        return _one(Matches(self._here(question)), points)

    def _here(self, question: Question) -> Question:
        """The question, asked only of services that can be in the list."""
        if not self.country:
            return question
        wider = {self.country, *wider_than(self.country), TERRITORIES.get(self.country, "")[:2]}
        return All((question, Any(tuple(Token(code_token(f"in:{code}")) for code in sorted(wider)))))


def _met(group: Group) -> Question:
    parts: list[Question] = [_phrase(phrase, LEVELS) for phrase in group.phrases]
    parts += [Token(code_token(code)) for code in (*group.codes, *group.also)]
    if group.prefix:
        parts.append(_begins(group))
    return Any(tuple(parts))


def _phrase(phrase: tuple[tuple[str, ...], ...], levels: tuple[str, ...]) -> Question:
    return All(tuple(level(word, levels) for word in phrase))


def _in_name(group: Group) -> Question:
    return Any(tuple(_phrase(phrase, ("a",)) for phrase in group.phrases))


def _begins(group: Group, levels: tuple[str, ...] = LEVELS) -> Question:
    return Any(tuple(Token(each + words.written(group.prefix), prefix=True) for each in levels))


def _one(condition: Q | Matches, points: int = 1) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


def _sum(parts: "list[Expression] | tuple[Expression, ...] | object") -> Expression:
    total: Expression = Value(0, output_field=IntegerField())
    for part in parts:  # type: ignore[attr-defined]
        total = CombinedExpression(total, "+", part, output_field=IntegerField())
    return total
