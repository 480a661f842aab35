"""Texts that a phrase finds, made from the phrase itself. Pure."""

from actions.pledges.screening.phrases import FIRST, GAP, LAST, SQUEEZED, Choice, Phrase, Sequence, parse


def examples(name: str, entry: str) -> list[str]:
    """So many texts that each way through each bracket is in one of them. Raises ValueError as `parse` does."""
    phrase: Phrase = parse(name, entry)
    return [_text(phrase.parts, number) for number in range(_ways(phrase.parts))]


def _ways(parts: Sequence) -> int:
    """How many examples show every way through every bracket."""
    return max((_in_choice(part) for part in parts if isinstance(part, Choice)), default=1)


def _in_choice(choice: Choice) -> int:
    inner = sum(_ways(way) for way in choice.ways)
    return len(_words(choice.words)) + inner


def _text(parts: Sequence, number: int) -> str:
    return " ".join(filter(None, (_part(part, number) for part in parts)))


def _part(part: frozenset[str] | str | Choice, number: int) -> str:
    if isinstance(part, Choice):
        texts = [*_words(part.words), *(_text(way, n) for way in part.ways for n in range(_ways(way)))]
        return texts[number % len(texts)]
    if isinstance(part, frozenset):
        return _words(part)[0]
    return "" if part in (GAP, FIRST, LAST) else part.removesuffix("*")


def _words(words: frozenset[str]) -> list[str]:
    return sorted(word for word in words if not word.startswith(SQUEEZED))
