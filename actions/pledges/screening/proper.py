"""Names of people, schools and places of work, by capitals, lists and the words beside them. Pure."""

import re
from collections.abc import Iterator

from actions.pledges.screening.contact import Slices
from actions.pledges.screening.reading import Reading, Word

BETWEEN = re.compile(r"(?:'s)?[ .&-]{1,3}")  # what may stand between two words of one name
LINKS = {"de", "del", "la", "las", "los", "y", "of", "the", "van", "von", "da", "di", "bin", "al", "and"}
OF = {"of", "de", "del", "la", "el", "los", "las", "the", "called", "llamada", "llamado"}
PRONOUNS = {"i", "we", "you", "he", "she", "they", "it", "who", "yo"}
SAINTS = {"st", "saint", "san", "santa", "santo", "sto", "sta"}
LETTERS = re.compile(r"(?<![\w.])([A-Z])\.( ?)([A-Z])(?![\w'])\.?")
NOT_INITIALS = {
    "US",
    "UK",
    "UN",
    "EU",
    "PE",
    "HR",
    "ID",
    "AM",
    "PM",
    "TV",
    "DJ",
    "OK",
    "PS",
    "QA",
    "NY",
    "LA",
    "DC",
}
ONE_LETTER_WORDS = {"I", "A", "Y", "O", "E", "U", "X"}
BEFORE_ONE = {
    "with",
    "about",
    "to",
    "from",
    "for",
    "by",
    "con",
    "de",
    "a",
    "para",
    "sobre",
    "por",
    "and",
    "like",
}


def names(reading: Reading) -> Slices:
    """People: listed given names in any case, other words with a capital that are no ordinary words, titles."""
    taken = schools(reading) + workplaces(reading)
    found = [_slice(reading, s) for s in _sequences(reading) if not _at_work(reading, s)]
    found += _titled(reading)
    return apart(found, taken)


def apart(found: Slices, taken: Slices) -> Slices:
    """Those slices that do not begin inside one of the others."""
    inside = {place for start, end in taken for place in range(start, end)}
    return [span for span in found if span[0] not in inside]


def schools(reading: Reading) -> Slices:
    """ "St Mary's school", "Universidad de Chile": a noun for a school with a name beside it."""
    return list(_beside(reading, "school_nouns"))


def workplaces(reading: Reading) -> Slices:
    """ "Acme Corp", "Team Rocket", "at Acme", "en Google": a noun for a place of work, or a word for being there."""
    listed = [
        (word.start, word.end)
        for before, word in zip(reading.words, reading.words[1:], strict=False)
        if any(reading.lists.has("known_places", form) for form in word.forms)
        and reading.lists.has("work_before", before.low)
    ]
    worked = [_slice(reading, s) for s in _sequences(reading) if _at_work(reading, s)]
    return list(_beside(reading, "work_nouns")) + listed + worked


def initials(reading: Reading) -> Slices:
    """ "J.K.", "my boss R.": letters that stand for somebody."""
    found = [
        m.span()
        for m in LETTERS.finditer(reading.text)
        if m[1] + m[3] not in NOT_INITIALS and not (m[2] and m[3] in ONE_LETTER_WORDS)
    ]
    for before, word in zip(reading.words, reading.words[1:], strict=False):
        alone = (
            len(word.raw) == 1 and word.capital and word.raw not in ONE_LETTER_WORDS and not reading.shouted
        )
        if alone and (before.low in BEFORE_ONE or reading.lists.has("relations", before.low)):
            found.append((word.start, word.end))
    return found


def _slice(reading: Reading, words: range) -> tuple[int, int]:
    return reading.words[words[0]].start, reading.words[words[-1]].end


def _ordinary(reading: Reading, word: Word) -> bool:
    return reading.lists.has("ordinary", word.low) or len(word.low) < 2 or not word.low[0].isalpha()


def _strange(reading: Reading, word: Word) -> bool:
    """A capital inside a sentence, on a word that is neither ordinary nor a day, a language, a country …"""
    if not word.capital or word.opens or reading.shouted:
        return False
    return not _ordinary(reading, word) and not reading.lists.has("proper", word.low)


def _is_name(reading: Reading, at: int) -> bool:
    """Whether word number `at` alone is a name."""
    word = reading.words[at]
    if any(reading.lists.has("given", form) for form in word.forms):
        return True
    before = reading.words[at - 1].low if at else ""
    if reading.lists.has("given_also_words", word.low):
        return word.capital and not word.opens and not reading.shouted and before not in PRONOUNS
    if reading.lists.has("called", before) and not reading.words[at - 1].closes:
        return not _ordinary(reading, word) and not reading.lists.has("proper", word.low)
    return _strange(reading, word)


def _sequences(reading: Reading) -> list[range]:
    """Numbers of the words that make one name: "Carl", "Carl Smith", "Maria de la Cruz"."""
    words = reading.words
    found: list[range] = []
    at = 0
    while at < len(words):
        if not _is_name(reading, at):
            at += 1
            continue
        end = at + 1
        while end < len(words) and _goes_on(reading, words, end):
            end += 1
        while words[end - 1].low in LINKS and end - 1 > at:
            end -= 1
        found.append(range(at, end))
        at = end
    return found


def _goes_on(reading: Reading, words: list[Word], at: int) -> bool:
    word = words[at]
    if not BETWEEN.fullmatch(reading.text[words[at - 1].end : word.start]) or words[at - 1].raw.endswith(
        "'s"
    ):
        return False
    if word.low in LINKS and words[at - 1].capital:
        return at + 1 < len(words) and (words[at + 1].low in LINKS or words[at + 1].capital)
    surname = word.capital and not word.opens and not reading.shouted and len(word.raw) > 1
    return (surname and not reading.lists.has("proper", word.low)) or _is_name(reading, at)


def _at_work(reading: Reading, sequence: range) -> bool:
    """Whether a name comes after "at": a place then, unless it is somebody's given name ("laugh at Dave")."""
    at = sequence[0]
    if any(reading.lists.has("given", form) for form in reading.words[at].forms):
        return False
    before = [w.low for w in reading.words[max(0, at - 2) : at] if w.low not in ("the", "la", "el")]
    return bool(before) and reading.lists.has("work_before", before[-1])


def _beside(reading: Reading, nouns: str) -> Iterator[tuple[int, int]]:
    """Slices of "<Name> noun" and "noun (of) <Name>"."""
    words = reading.words
    for at, word in enumerate(words):
        if not reading.lists.has(nouns, word.low):
            continue
        start = at
        while start and _named(reading, start - 1) and not _apart(reading, start - 1, start):
            start -= 1
        end = _after(reading, at)
        if start < at or end > at + 1:
            yield words[start].start, words[end - 1].end


def _named(reading: Reading, at: int) -> bool:
    """Whether the word before a noun is its name: strange, a given name ("joe's diner"), or after a saint."""
    word = reading.words[at]
    if at and reading.words[at - 1].low in SAINTS:
        return True
    if word.low in SAINTS:
        return at + 1 < len(reading.words)
    capital = word.capital and not word.opens and not reading.shouted and len(word.raw) > 1
    return (capital and not reading.lists.has("proper", word.low)) or _is_name(reading, at)


def _after(reading: Reading, at: int) -> int:
    """The word after "noun (of) <Name>": at + 1 when no name follows."""
    words = reading.words
    end = at + 1
    while end < len(words) and end < at + 3 and words[end].low in OF and not words[end - 1].closes:
        end += 1
    linked = end > at + 1
    begin = end
    while end < len(words) and not _apart(reading, end - 1, end):
        word = words[end]
        capital = word.capital and not word.opens and not reading.shouted and len(word.raw) > 1
        place = reading.lists.has("proper", word.low)
        fits = _is_name(reading, end) or (
            capital and (linked or not place) and (words[at].capital or not _ordinary(reading, word))
        )
        if not fits and not (
            end > begin and word.low in LINKS and end + 1 < len(words) and words[end + 1].capital
        ):
            break
        end += 1
    return end if end > begin else at + 1


def _apart(reading: Reading, one: int, two: int) -> bool:
    gap = reading.text[reading.words[one].end : reading.words[two].start]
    return not BETWEEN.fullmatch(gap)


def _titled(reading: Reading) -> Slices:
    """ "Mr Smith", "dr. smith", "Coach Taylor", "la profe Ana"."""
    found = []
    for before, word in zip(reading.words, reading.words[1:], strict=False):
        gap = reading.text[before.end : word.start]
        if gap not in (" ", ". ", "."):
            continue
        capital = word.capital and not reading.shouted
        strange = not _ordinary(reading, word)
        known = reading.lists.has("titles", before.low) and (capital or strange)  # "Ms Park", "mr henderson"
        also = reading.lists.has("titles_also_words", before.low) and capital and strange and not word.opens
        if known or also:
            found.append((before.start, word.end))
    return found
