"""How many syllables a written word has, in English and in Spanish. Pure.

English spelling does not tell for sure, so its counter is a rule of thumb with a table of common words that break
the rule; a test holds it against words counted by hand. Spanish spelling does tell: its counter follows the division
of words in the Ortografía de la lengua española (2010): diphthongs, hiatus, silent h and u.
"""

import re
from itertools import pairwise

# Common words and beginnings that the English rules would count wrong.
_KNOWN = {
    **dict.fromkeys(("one", "ones", "once", "use", "used", "whole", "whose", "half", "aged"), 1),
    **dict.fromkeys(
        ("someone", "something", "sometimes", "somewhere", "people", "every", "safely", "safety"), 2
    ),
    **dict.fromkeys(("likely", "rarely", "lonely", "homeless", "careful", "hopeful", "useful", "client"), 2),
    **dict.fromkeys(
        ("being", "doing", "going", "seeing", "dying", "crying", "trying", "saying", "playing"), 2
    ),
    **dict.fromkeys(
        ("quiet", "diet", "lion", "riot", "trial", "trials", "poem", "real", "react", "create"), 2
    ),
    **dict.fromkeys(
        ("social", "special", "racial", "business", "statement", "movement", "naked", "wicked"), 2
    ),
    **dict.fromkeys(
        ("everyone", "everything", "everyday", "everywhere", "idea", "ideas", "area", "areas"), 3
    ),
    **dict.fromkeys(
        ("really", "violent", "violence", "quieter", "quietest", "quietly", "sexual", "usual"), 3
    ),
    **dict.fromkeys(
        ("actual", "equally", "denial", "reaction", "reactions", "created", "museum", "anywhere"), 3
    ),
    **dict.fromkeys(("usually", "sexually", "actually", "reality"), 4),
    **{
        "sexuality": 5,
        "heterosexual": 7,
        "bisexual": 4,
        "mr": 2,
        "mrs": 2,
        "dr": 2,
        "rhythm": 2,
        "clothes": 1,
        "queue": 1,
        "doer": 2,
        "million": 2,
    },
}
_VOWELS_EN = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?<=[^aeiouy])e$"  # take
    r"|(?<=[^aeiouytd])ed$"  # asked; but wanted, needed
    r"|(?<=[aeiouy])ed$(?<=ied)"  # tried
    r"|(?<=[^aeiouysxzc])es$(?<!ges)(?<!shes)(?<!ches)"  # takes; but horses, pages, wishes
    r"|e(?=ly$|less$|ness$|ful$|ment$|ments$|fully$)"  # likely, hopeful, statement
)
_LE = re.compile(r"(?<=[^aeiouylr])les?$")  # table, troubles: the silent e gives a syllable all the same
_APART = re.compile(
    r"i(?=ab|um|u(?!s\b)|o(?!n|us))|(?<!l)i(?=a(?!ge|l\b))"  # reliable, stadium, radio, media; but civilian
    r"|(?<![tcsgln])i(?=on|ous|al)"  # champion, serious, trial; but nation, union
    r"|[aeiou](?=ing)|e(?=o(?!u|p))|u(?=al|a[tr]|ou)|(?<=[aeou])y(?=er|a|o(?!u))|y(?=i)|o(?=et|em)|i(?=e[tr]\b|en[ct])"
)


def english(word: str) -> int:
    """Syllables of one English word; at least 1. "didn't" has 2, "don't" has 1, "self-report" 3."""
    if "-" in word:
        return sum(english(part) for part in word.split("-") if part) or 1
    letters = re.sub(r"[^a-z']", "", word.lower().replace("’", "'"))
    negated = letters.endswith("n't") and letters[-4:-3] not in "aeiourl"
    letters = re.sub(r"'(?:s|d|m|ll|ve|re|t)?$|'", "", letters)
    if letters in _KNOWN:
        return _KNOWN[letters]
    groups = len(_VOWELS_EN.findall(_SILENT.sub("", letters)))
    groups += bool(_LE.search(letters)) + len(_APART.findall(letters)) + negated
    return max(groups, 1)


_STRONG = set("aeoáéó")
_WEAK_MARKED = set("íú")
_VOWELS_ES = re.compile(r"[aeiouáéíóúü]+")


def spanish(word: str) -> int:
    """Syllables of one Spanish word; at least 1. "ciudad" has 2, "policía" 4, "oí" 2, "vergüenza" 3."""
    letters = re.sub(r"[^a-záéíóúüñ]", "", word.lower())
    letters = re.sub(r"([gq])u(?=[eiéí])", r"\1", letters)  # the silent u of que, guía
    letters = re.sub(r"y(?![aeiouáéíóú])", "i", letters)  # muy, y; but yo, ayuda
    letters = re.sub(r"(?<=[aeiouáéíóúü])h(?=[aeiouáéíóúü])", "", letters)  # silent: prohibir, búho
    return sum(map(_nuclei, _VOWELS_ES.findall(letters))) or 1


def _nuclei(vowels: str) -> int:
    """Syllables of vowels that stand together: two strong ones part, and so does a marked weak one beside a strong."""
    count = 1
    for first, second in pairwise(vowels):
        strong = (first in _STRONG) + (second in _STRONG)
        marked = first in _WEAK_MARKED or second in _WEAK_MARKED
        count += strong == 2 or (strong == 1 and marked)
    return count
