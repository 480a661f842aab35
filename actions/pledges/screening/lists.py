"""The word lists of the screening, from files or from rows, made ready for looking up. Pure: no database.

A list is a name and its entries. Lists of WORDS hold single words, lists of PHRASES what phrases.py reads.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from actions.pledges.screening.phrases import Phrase, key, parse

CONTENT = Path(__file__).parent.parent / "content" / "screening"
Entries = Mapping[str, Sequence[str]]  # name of a list to its entries
Source = Mapping[str, Entries]  # language to its lists; from files, or from rows of a table

PHRASES = frozenset(
    {
        "support", "disclosure", "maybe_disclosure", "other_story", "pointing", "harm_done", "past_hint",
        "child_at_risk", "suicide", "danger_now", "attack", "graphic", "blame", "off_topic", "advert",
        "not_a_pledge", "risky_plan",
    }
)  # fmt: skip
WORDS = frozenset(
    {
        "given", "given_also_words", "ordinary", "proper", "relations", "titles", "titles_also_words", "called",
        "school_nouns", "work_nouns", "work_before", "known_places", "street_nouns", "street_before",
        "platforms", "add_me", "number_words", "twice_words", "top_domains", "top_domains_also_words",
        "past_words", "not_past_after", "anybody",
    }
)  # fmt: skip


ONE_WORD = re.compile(r"[^\W_][\w'.-]*")
SPELLINGS = "spellings"  # "wat=what": how people write on phones; in the files only
FEW = 3  # letters by which phrases with "word*" in front are looked up


@dataclass(frozen=True)
class Change:
    """One entry more in a list, or one entry of the files less."""

    language: str
    name: str
    entry: str
    adds: bool = True


@dataclass
class Lists:
    """Lists ready for looking up."""

    words: dict[str, frozenset[str]] = field(default_factory=dict)
    by_first_word: dict[str, list[Phrase]] = field(default_factory=dict)
    by_beginning: dict[str, list[tuple[str, Phrase]]] = field(
        default_factory=dict
    )  # "word*", by its first letters
    spellings: dict[str, frozenset[str]] = field(default_factory=dict)

    def has(self, name: str, word: str) -> bool:
        return word in self.words.get(name, ())


def from_files(folder: Path = CONTENT) -> dict[str, dict[str, list[str]]]:
    """Every list of `<folder>/<language>/*.toml`. A list of words may be one text with blanks between the words."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(folder.glob("*/*.toml")):
        lists = found.setdefault(path.parent.name, {})
        for name, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
            lists.setdefault(name, []).extend(value.split() if isinstance(value, str) else value)
    return found


def from_rows(rows: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, list[str]]]:
    """The same shape from rows of (language, name of the list, entry), as a table of a database gives them."""
    found: dict[str, dict[str, list[str]]] = {}
    for language, name, entry in rows:
        found.setdefault(language, {}).setdefault(name, []).append(entry)
    return found


@cache
def files() -> Source:
    """The files, read once."""
    return from_files()


@cache
def default(language: str = "") -> Lists:
    """The lists of the files: of one language, or of all together for ""."""
    source = files()
    return compiled({language: source[language]} if language in source else source)


def changed(source: Source, changes: Iterable[Change]) -> Source:
    """The source with entries added and taken out."""
    result: dict[str, dict[str, list[str]]] = {
        language: {name: list(entries) for name, entries in lists.items()}
        for language, lists in source.items()
    }
    for change in sorted(changes, key=lambda change: change.adds):  # first what is taken out
        entries = result.setdefault(change.language, {}).setdefault(change.name, [])
        if change.adds:
            entries.append(change.entry)
        else:
            entries[:] = [entry for entry in entries if not same(change, entry)]
    return result


def same(change: Change, entry: str) -> bool:
    """Whether a change is about this entry of its list. Words are the same in any case and accents."""
    return key(change.entry) == key(entry) if change.name in WORDS else change.entry == entry


def fault(change: Change) -> str:
    """Why an entry makes no sense in its list, or "". Written for an editor, in the words of `parse`."""
    if change.name in WORDS and not ONE_WORD.fullmatch(key(change.entry)):
        return _("This list takes one word at a time.")
    try:
        compiled({change.language: {change.name: [change.entry]}})
    except ValueError as error:
        return str(error)
    return ""


def compiled(source: Source) -> Lists:
    """Lists of every language in the source together: people mix languages, and pages of one are used by all.

    Raises ValueError for an unknown list or an entry that makes no sense; the message names it.
    """
    lists = Lists()
    gathered: dict[str, set[str]] = {}
    for entries in source.values():
        for name, rows in entries.items():
            if name == SPELLINGS:
                _spell(lists, rows)
            elif name in WORDS:
                gathered.setdefault(name, set()).update(key(word) for word in rows)
            elif name in PHRASES:
                for entry in rows:
                    _add(lists, name, entry)
            else:
                raise ValueError(f"there is no list {name!r}")
    lists.words = {name: frozenset(words) for name, words in gathered.items()}
    return lists


def _add(lists: Lists, name: str, entry: str) -> None:
    phrase = parse(name, entry)
    for word in phrase.begins:
        if word.endswith("*"):
            lists.by_beginning.setdefault(word[:-1][:FEW], []).append((word, phrase))
        else:
            lists.by_first_word.setdefault(word, []).append(phrase)


def _spell(lists: Lists, rows: Iterable[str]) -> None:
    for row in rows:
        typed, sign, meant = key(row).partition("=")
        if not (typed and sign and meant):
            raise ValueError(f"{row!r} does not say what is meant")
        lists.spellings[typed] = lists.spellings.get(typed, frozenset()) | {meant}
