"""What a reader's words mean: phrases that we know, places, and words to look for. Three queries at most.

Nothing typed is kept: this module reads tables and gives an answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from resources import search_labels, typos, words
from resources.models import SearchWord, Synonym
from resources.models.search_tokens import Any, Token, answered
from resources.vocabulary import FEAR_TO_HARM

MOST_TOKENS = 60
MOST_GROUPS = 10
SHORTEST_PREFIX = 3
LONGEST_PREFIX = (
    5  # a longer word that some service contains is finished; a strange one may still be unfinished
)
LEVELS = ("a", "b", "c")  # name, labels, description

Word = tuple[str, ...]  # forms of which one is enough
Phrase = tuple[Word, ...]  # words that must all be there


@dataclass(frozen=True)
class Group:
    """One thing that the reader said. It is met by the words themselves (`said`), other words for the same (`other`),
    any code of `codes` ("need:legal"), any of `also` (which says nothing about how well), or a word that begins with
    `prefix`. `size`: how many words it was."""

    said: tuple[Phrase, ...]
    other: tuple[Phrase, ...] = ()
    codes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    prefix: str = ""
    size: int = 1


@dataclass(frozen=True)
class Meaning:
    """All that was said. `needs`: codes that phrases stand for. `audiences`: the same for people.
    `about_harming`: the reader fears to do harm."""

    groups: tuple[Group, ...] = ()
    needs: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    about_harming: bool = False


@dataclass(frozen=True)
class _Known:
    """A phrase of the table `Synonym` or a place: stems in one language, and the group it becomes."""

    stems: tuple[str, ...]
    language: str
    group: Group
    region: str = ""


def understand(text: str, country: str = "") -> Meaning:
    """The meaning of what was typed in a search in `country`; without groups when there is nothing to look for."""
    said = words.tokens(text, MOST_TOKENS)
    telling = words.content(said) or said
    if not telling:
        return Meaning()
    strange = _strange(list(dict.fromkeys(telling)))
    corrected = _corrected(strange)
    spoken = [_Spoken(token, corrected.get(token, ()), token in strange) for token in said]
    found, rest = _phrases(spoken, _known(spoken), country)
    loose = [token for token in rest if token.text in telling]
    loose = [token for token in loose if token.text not in words.FILLER] or ([] if found else loose)
    groups = [known.group for known in found]
    groups += [_loose(token, token is spoken[-1]) for token in dict.fromkeys(loose)]
    codes = [code for group in groups for code in group.codes]
    return Meaning(
        groups=tuple(dict.fromkeys(groups))[:MOST_GROUPS],
        needs=_named("need", codes),
        audiences=_named("audience", codes),
        regions=tuple(dict.fromkeys(known.region for known in found if known.region)),
        about_harming=f"audience:{FEAR_TO_HARM}" in codes,
    )


def _named(taxonomy: str, codes: list[str]) -> tuple[str, ...]:
    """The codes of one taxonomy, each once."""
    start = f"{taxonomy}:"
    return tuple(dict.fromkeys(code.removeprefix(start) for code in codes if code.startswith(start)))


@dataclass(frozen=True)
class _Spoken:
    """A typed token, with the words that it may have been meant to be, and whether no service contains it."""

    text: str
    meant: tuple[str, ...] = ()
    strange: bool = False

    def stems(self, language: str) -> set[str]:
        return {words.stem(word, language) for word in (self.text, *self.meant)}


def level(forms: Iterable[str], levels: Sequence[str] = LEVELS) -> Any:
    """The question whether one of these forms stands in one of these levels."""
    return Any(tuple(Token(each + words.written(form)) for form in forms for each in levels))


def _strange(tokens: list[str]) -> list[str]:
    """Those that no service contains in any form. One query."""
    tokens = tokens[: 2 * MOST_GROUPS]
    known = answered([level(words.forms(token)) for token in tokens])
    return [token for token, is_known in zip(tokens, known, strict=True) if not is_known]


def _corrected(strange: list[str]) -> dict[str, tuple[str, ...]]:
    """Words of names and phrases that are one letter away. One query when there is a strange token."""
    strange = [token for token in strange if typos.can_be_mistyped(token)]
    keys = {key for token in strange for key in typos.keys(token)}
    if not keys:
        return {}
    near = set(SearchWord.objects.filter(key__in=keys).values_list("word", flat=True))
    found = {token: tuple(sorted(word for word in near if typos.is_near(token, word))) for token in strange}
    return {token: meant for token, meant in found.items() if meant and token not in meant}


def _known(spoken: list[_Spoken]) -> list[_Known]:
    """Phrases and places of which at least one word was said. One query."""
    stems = {stem for token in spoken for language in ("en", "es") for stem in token.stems(language)}
    rows: dict[int, tuple[str, str, str, list[str]]] = {}
    for key, phrase, language, extra, taxonomy, code in (
        Synonym.objects.filter(active=True, anchor__in=stems)
        .order_by("pk", "needs__taxonomy", "needs__position", "needs__code")
        .values_list("pk", "phrase", "language", "words", "needs__taxonomy", "needs__code")
    ):
        rows.setdefault(key, (phrase, language, extra, []))[3].extend([f"{taxonomy}:{code}"] if code else [])
    known = [_of_synonym(*row) for row in rows.values()]
    return known + [place for place in _places() if stems.intersection(place.stems)]


def _of_synonym(phrase: str, language: str, extra: str, codes: list[str]) -> _Known:
    said = words.tokens(phrase)
    alternatives = [words.content(words.tokens(part)) for part in extra.split(",")]
    telling = words.content(said)
    other = tuple(_phrase(wording) for wording in alternatives if wording)
    group = Group((_phrase(telling),), other, tuple(codes), size=len(telling))
    return _Known(_stems(said, language), language, group)


def _phrase(tokens: Iterable[str]) -> Phrase:
    return tuple(words.forms(token) for token in tokens)


def _stems(tokens: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(words.stem(token, language) for token in tokens)


@cache
def _places() -> tuple[_Known, ...]:
    """Countries and parts of countries by their names in every language of the site."""
    found = []
    for code, names in search_labels.places().items():
        for language, name in names.items():
            said = words.tokens(name)
            telling = words.content(said) or said
            country = code.partition("-")[0]
            # Lines for the whole country serve its parts as well.
            also = (f"whole:{country}",) if "-" in code else ()
            group = Group((_phrase(telling),), (), (f"place:{code}",), also, size=len(telling))
            found.append(_Known(_stems(said, language), language, group, code if also else ""))
    return tuple(found)


def _phrases(spoken: list[_Spoken], known: list[_Known], country: str) -> tuple[list[_Known], list[_Spoken]]:
    """The longest known phrases in what was said, and the tokens that are in none. Of two places with one name
    (Georgia) the one in the country goes first."""
    found, free = [], [True] * len(spoken)
    for candidate in sorted(known, key=lambda k: (-len(k.stems), k.region[:2] not in (country, ""), k.stems)):
        for start in range(len(spoken)):
            places = _places_of(candidate, spoken, free, start)
            if places:
                found.append(candidate)
                for place in places:
                    free[place] = False
    return list(dict.fromkeys(found)), [token for token, is_free in zip(spoken, free, strict=True) if is_free]


def _places_of(known: _Known, spoken: list[_Spoken], free: list[bool], start: int) -> list[int]:
    """Where the words of a phrase stand from `start` on. Between them only small words: “I raped” is not
    in “I was raped”."""
    places: list[int] = []
    at = start
    for stem in known.stems:
        while places and at < len(spoken) and stem not in spoken[at].stems(known.language):
            if spoken[at].text not in words.BETWEEN:
                return []
            at += 1
        if at >= len(spoken) or not free[at] or stem not in spoken[at].stems(known.language):
            return []
        places.append(at)
        at += 1
    return places


def _loose(token: _Spoken, last: bool) -> Group:
    """A word to look for. The last one may be unfinished."""
    phrases = [_phrase([word]) for word in (token.text, *token.meant)]
    halves = words.halves(token.text)
    if halves:
        phrases.append(_phrase(halves))
    unfinished = last and not token.meant and (token.strange or len(token.text) <= LONGEST_PREFIX)
    prefix = token.text if unfinished and len(token.text) >= SHORTEST_PREFIX else ""
    return Group(tuple(phrases), prefix=prefix)
