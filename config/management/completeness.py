"""How much of the site there is in a language: sentences, pieces, lists. Reads files and nothing else.

A part with `needed` False may be missing: the site goes on without it, and docs/languages.md says how.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from django.conf import settings

from actions.guidance.kinds import KINDS
from actions.guidance.reading_level import COUNTERS
from actions.guidance.records import Reader
from actions.pledges.screening.lists import from_files
from config.chrome.crisis import OFFERED
from resources.words import STEMMED

ROOT = Path(settings.BASE_DIR)
GUIDANCE = ROOT / "actions" / "guidance" / "content"
PLEDGES = ROOT / "actions" / "pledges" / "content"
LISTINGS = ROOT / "resources" / "content"
NAMES = ROOT / "config" / "chrome" / "data"
TRANSLATED = (
    "description",
    "what_to_expect",
    "not_for",
    "public_note",
)  # of a service, where English has them


@dataclass(frozen=True)
class Part:
    """One kind of text: what there is of it in English, and what is missing in the language."""

    name: str
    whole: int
    missing: tuple[str, ...]
    needed: bool = True

    @property
    def done(self) -> int:
        return self.whole - len(self.missing)

    @property
    def percent(self) -> int:
        """Rounded down: 100 means that nothing is missing."""
        return 100 * self.done // self.whole if self.whole else 100


def parts(language: str) -> list[Part]:
    """Every part of the site in a language that need not be one of the site yet."""
    return [
        _interface(language),
        *_guidance(language),
        _part("words of the board", _texts("en"), _texts(language)),
        _part("lists that help moderators", _lists("en"), _lists(language), needed=False),
        *_listings(language),
        *_names(language),
        _switch("countries offered first", language in OFFERED),
        _switch("address of the way out", language in settings.LEAVE_URLS),
        _switch("forms of words in the search", language in STEMMED),
        _switch("formula for reading level", language in COUNTERS),
    ]


def _part(name: str, whole: set[str], there: set[str], *, needed: bool = True) -> Part:
    return Part(name, len(whole), tuple(sorted(whole - there)), needed)


def _switch(name: str, there: bool) -> Part:
    return Part(name, 1, () if there else (name,), needed=False)


def _interface(language: str) -> Part:
    """Sentences of the catalogues. The most complete catalogue says how many there are: English has none."""
    folder = ROOT / "config" / "locale"
    wanted = {_id(entry) for path in folder.glob("*/LC_MESSAGES/django.po") for entry in _entries(path)}
    path = folder / language / "LC_MESSAGES" / "django.po"
    there = {_id(e) for e in _entries(path) if e.translated()} if path.exists() else set()
    return _part("interface", wanted, wanted if language == settings.LANGUAGE_CODE else there)


def _entries(path: Path) -> Iterator[Any]:
    return (entry for entry in polib.pofile(str(path)) if not entry.obsolete)


def _id(entry: Any) -> str:
    return f"{entry.msgctxt or ''}|{entry.msgid}"


def _guidance(language: str) -> Iterator[Part]:
    english, own = (_pieces(code) for code in (settings.LANGUAGE_CODE, language))
    for kind in KINDS.values():
        yield _part(f"guidance: {kind.name}", english.get(kind.name, set()), own.get(kind.name, set()))


def _pieces(language: str) -> dict[str, set[str]]:
    """Keys of the pieces that a language has, by kind."""
    folder = GUIDANCE / language
    if not folder.is_dir():
        return {}
    found = Reader(folder, whole=False).read()
    return {kind: {str(record["key"]) for record in records} for kind, records in found.items()}


def _texts(language: str) -> set[str]:
    path = PLEDGES / language / "texts.toml"
    return set(_leaves(tomllib.loads(path.read_text(encoding="utf-8")))) if path.exists() else set()


def _leaves(value: Any, place: str = "") -> Iterator[str]:
    """The address of every text in a table. Of a list that may have any length, the list itself."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{place}.{name}" if place else name)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{place}.{inner.get('code', number)}")
    else:
        yield place


def _lists(language: str) -> set[str]:
    return {name for name, entries in from_files().get(language, {}).items() if entries}


def _listings(language: str) -> Iterator[Part]:
    services = json.loads((LISTINGS / "services.json").read_text(encoding="utf-8"))["services"]
    english = language == settings.LANGUAGE_CODE
    texts, notes, said, noted = set(), set(), set(), set()
    for service in services:
        own = service.get("translations", {}).get(language, {})
        for name in TRANSLATED:
            if service.get(name):
                texts.add(f"{service['slug']}: {name}")
                said |= {f"{service['slug']}: {name}"} if english or own.get(name) else set()
        for number, contact in enumerate(service["contacts"]):
            if contact.get("note"):
                place = f"{service['slug']}: contact {number + 1}"
                notes.add(place)
                there = english or contact.get("translations", {}).get(language, {}).get("note")
                noted |= {place} if there else set()
    yield _part("texts of listings", texts, said)
    yield _part("notes beside numbers", notes, noted)


def _names(language: str) -> Iterator[Part]:
    files = {
        "names of countries": NAMES / "countries.json",
        "names of regions": NAMES / "regions.json",
        "names of languages": LISTINGS / "languages.json",
    }
    for name, path in files.items():
        rows = json.loads(path.read_text(encoding="utf-8"))
        yield _part(name, set(rows), {code for code, names in rows.items() if names.get(language)})
