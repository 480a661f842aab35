"""The file `translated.toml` of a language: which English each of its texts was made from."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from django.conf import settings

from actions.guidance.kinds import KINDS
from actions.guidance.loading import Library, read
from actions.guidance.records import CONTENT, STAMPS
from actions.guidance.toml_text import string
from actions.guidance.translations import print_of

HEADER = """\
# Which English each text was translated from: a fingerprint of it. Do not edit; when the English changed and the
# translation was looked at again, run: ./run manage content stamp {language} [ids]
"""
Stamps = dict[str, dict[str, str]]  # kind -> key -> fingerprint


def stamps_of(library: Library) -> Stamps:
    """The fingerprints of the English records of the files."""
    return {
        name: {record["key"]: print_of(kind, record) for record in library[name]}
        for name, kind in KINDS.items()
    }


def text_of(language: str, stamps: Mapping[str, Mapping[str, str]]) -> str:
    """The stamps as the content of the file."""
    tables = [
        f"\n[{kind}]\n" + "".join(f"{string(key)} = {string(stamp)}\n" for key, stamp in found.items())
        for kind, found in stamps.items()
        if found
    ]
    return HEADER.format(language=language) + "".join(tables)


def stale(folder: Path = CONTENT) -> dict[str, list[str]]:
    """Language -> ids of the texts in the files whose English changed since they were translated."""
    libraries = read(folder)
    now = stamps_of(libraries[settings.LANGUAGE_CODE])
    return {
        language: [
            record["key"]
            for kind in KINDS
            for record in library[kind]
            if record["key"] in now[kind] and record.get("translated_from") != now[kind][record["key"]]
        ]
        for language, library in libraries.items()
        if language != settings.LANGUAGE_CODE
    }


def stamp(language: str, keys: Collection[str] = (), folder: Path = CONTENT) -> list[str]:
    """Write down that texts of a language say what the English says now; all of them when no keys are given.

    Returns the ids whose stamp is new. Raises ValueError for an id that the language does not have, and
    ContentFaults when the files cannot be read.
    """
    libraries = read(folder)
    now, written = stamps_of(libraries[settings.LANGUAGE_CODE]), libraries[language]
    there = {kind: [record["key"] for record in written[kind]] for kind in KINDS}
    if unknown := sorted(set(keys) - {key for found in there.values() for key in found}):
        raise ValueError(", ".join(unknown))
    path = folder / language / STAMPS
    before: Stamps = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    after: Stamps = {kind: {} for kind in KINDS}
    for kind, found in there.items():
        for key in found:
            old = before.get(kind, {}).get(key, "")
            fresh = now[kind].get(key, "") if not keys or key in keys else old
            if fresh:
                after[kind][key] = fresh
    path.write_text(text_of(language, after), encoding="utf-8")
    return [
        key for kind, found in after.items() for key in found if found[key] != before.get(kind, {}).get(key)
    ]
