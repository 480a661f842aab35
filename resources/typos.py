"""One wrong letter: left out, too many, another one, or two changed places. Pure.

After SymSpell (W. Garbe, 2012): a word is found under itself and under itself without each of its letters, and so is
what was typed. Where both meet, the two are at most one letter apart, or nearly; `is_near` then looks closely.
"""

SHORTEST = 4  # in shorter words one letter makes another word


def keys(word: str) -> set[str]:
    """The word, and the word without each of its letters."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def can_be_mistyped(word: str) -> bool:
    return SHORTEST <= len(word) <= 30 and word.isascii() and word.isalpha()


def is_near(typed: str, word: str) -> bool:
    """Whether one insertion, deletion, replacement or swap of neighbours makes one from the other."""
    if typed == word or abs(len(typed) - len(word)) > 1:
        return typed == word
    at = next(
        (i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word))
    )
    rest, other = typed[at:], word[at:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest[1:] == other or rest == other[1:] or rest[1:] == other[1:] or swapped == other
