"""Which rows answer the reader's words, and in which order. Whole numbers only, so that both databases agree.

What was said counts 8 in the name, 3 in a label, 1 in the description; a word that only begins like the typed one 4 in
the name and 1 elsewhere. Other words for the same count 2 in the name and 1 elsewhere. A phrase
that means a need or an audience of the service counts 6, and 2 for each further one that it means.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from resources import words
from resources.meaning import LEVELS, Group, Meaning, Phrase, Word, level
from resources.models.search_points import Mark
from resources.models.search_queries import SearchRowQuerySet
from resources.models.search_tokens import All as AllOf
from resources.models.search_tokens import Any as AnyOf
from resources.models.search_tokens import But, Matches, Question, Token
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
        return rows.filter(Matches(self._found()))

    def ranked(self, rows: SearchRowQuerySet, region: str, beyond: Q | None, part: slice) -> list[Any]:
        """Ids of the services of one part of the list, in the order of the page; those `beyond` stand after the
        others. Near: for the whole country, for the reader's or a named part of it. Services for people who fear to
        do harm stand last unless the words are about that or name one."""
        return rows.by_words(
            self._found(),
            [replace(mark, question=self._here(mark.question)) for mark in self._marks()],
            self.every and len(self.meaning.groups) > 1,
            part,
            near=Q(region__in=("", *filter(None, (region, *self.meaning.regions)))),
            region=region,
            last=None if self.meaning.about_harming else Q(aside=True),
            beyond=beyond,
        )

    def _found(self) -> Question:
        groups = tuple(_met(group) for group in self.meaning.groups)
        return self._here(AllOf(groups) if self.every else AnyOf(groups))

    def _marks(self) -> Iterable[Mark]:
        for group in self.meaning.groups:
            if not self.every:
                yield Mark(_met(group), met=1)
            yield from _of_words(group, self.every)
            yield from _of_codes(group.codes)

    def _here(self, question: Question) -> Question:
        """The question, asked only of services that can be in the list."""
        if not self.countries:
            return question
        return AllOf((question, AnyOf(tuple(Token(code_token(f"in:{code}")) for code in self.countries))))


def _of_words(group: Group, every: bool) -> Iterable[Mark]:
    """For the best place of the words, and for other words. What is in the name is also somewhere, so a better place
    counts what it is worth more."""
    in_name = _anywhere(group.said, ("a",))
    better, somewhere = in_name, _anywhere(group.said)
    yield Mark(in_name, named=group.size, score=IN_NAME - IN_TEXT)
    if group.prefix:
        begins_name = _begins(group, ("a",))
        better, somewhere = AnyOf((in_name, begins_name)), AnyOf((somewhere, _begins(group)))
        yield Mark(But(begins_name, in_name), score=BEGINS_NAME - IN_TEXT)
    yield Mark(But(_anywhere(group.said, ("b",)), better), score=IN_LABEL - IN_TEXT)
    if not every or group.codes or group.also or group.other:  # else every row has it, or it were not found
        yield Mark(somewhere, score=IN_TEXT)
    if group.other:
        yield Mark(_anywhere(group.other, ("a",)), score=OTHER_IN_NAME - IN_TEXT)
        yield Mark(_anywhere(group.other), score=IN_TEXT)


def _of_codes(codes: tuple[str, ...]) -> Iterable[Mark]:
    tokens = tuple(Token(code_token(code)) for code in codes)
    if len(tokens) == 1:
        yield Mark(tokens[0], score=A_CODE)
    elif tokens:
        yield Mark(AnyOf(tokens), score=A_CODE - FURTHER_CODE)
        yield from (Mark(token, score=FURTHER_CODE) for token in tokens)


def _met(group: Group) -> Question:
    parts: list[Question] = [_anywhere((*group.said, *group.other))]
    parts += [Token(code_token(code)) for code in (*group.codes, *group.also)]
    if group.prefix:
        parts.append(_begins(group))
    return AnyOf(tuple(parts))


def _anywhere(phrases: tuple[Phrase, ...], levels: tuple[str, ...] = LEVELS) -> Question:
    """Whether all words of one of the phrases stand in these levels. A word with which several begin is asked once."""
    rests: dict[Word, list[Phrase]] = {}
    for first, *rest in phrases:
        rests.setdefault(first, []).append(tuple(rest))
    return AnyOf(
        tuple(
            level(first, levels)
            if () in rest
            else AllOf((level(first, levels), _anywhere(tuple(rest), levels)))
            for first, rest in rests.items()
        )
    )


def _begins(group: Group, levels: tuple[str, ...] = LEVELS) -> Question:
    return AnyOf(tuple(Token(each + words.written(group.prefix), prefix=True) for each in levels))
