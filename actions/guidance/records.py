"""Content files -> records. Reads files and nothing else."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from actions.guidance.kinds import ACTION, GUIDE, KINDS, SOURCE, Fault, Field, Kind, Record
from actions.guidance.typography import curly
from actions.guidance.vocabulary import VOCABULARY

CONTENT = Path(__file__).parent / "content"
STAMPS = (
    "translated.toml"  # table a kind: key = fingerprint of the English that the translation was made from
)
# What a record may carry besides its texts. It is no part of its fingerprint: an editor decides about it.
BESIDE = ("hidden", "translated_from")

_TYPES: Mapping[str, tuple[type, str, Any]] = {  # shape: type, what to say, what stands for "nothing"
    "text": (str, "a text", ""),
    "code": (str, "a text", ""),
    "handle": (str, "a text", ""),
    "word": (str, "a word of [vocabulary]", ""),
    "markdown": (str, "a text", ""),
    "lines": (list, "a list of texts", ()),
    "keys": (list, "a list of keys", ()),
    "words": (list, "a list of words of [vocabulary]", ()),
    "number": (int, "a whole number", 0),
    "flag": (bool, "true or false", False),
}


# Where it is not the place in the list, and that a new piece has no page yet: export writes them.
_PLACE = Field("position", "number", required=False)
_HIDDEN = Field("hidden", "flag", required=False)

# Guides are files of their own.
_TABLES = (SOURCE, *(kind for kind in KINDS.values() if kind is not GUIDE))


class Reader:
    """Reads one language folder. `faults` fills up as it goes; a record with a fault is still returned.

    `whole`: every file must be there. A translation may begin with a few.
    """

    def __init__(self, folder: Path, *, whole: bool = True) -> None:
        self.folder = folder
        self.whole = whole
        self.faults: list[Fault] = []
        self.words: dict[str, dict[str, str]] = {}

    def read(self) -> dict[str, list[Record]]:
        """Records by kind. A file that cannot be read is a fault and gives no records."""
        self._stamps()
        actions = self._toml(ACTION.file)
        self._vocabulary(actions.get("vocabulary", {}))
        written = {kind: actions if kind is ACTION else self._toml(kind.file) for kind in _TABLES}
        found = {kind.name: self._table(kind, data) for kind, data in written.items()}
        guides = sorted(self._guides(), key=lambda record: (record["position"], record["key"]))
        return found | {GUIDE.name: guides}

    def _fault(self, file: str, key: str, field: str, text: str) -> None:
        self.faults.append(Fault(f"{self.folder.name}/{file}", key, field, text))

    def _toml(self, name: str) -> dict[str, Any]:
        if not self.whole and not (self.folder / name).exists():
            return {}
        try:
            return tomllib.loads((self.folder / name).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            self._fault(name, "", "", f"cannot be read ({error})")
            return {}

    def _stamps(self) -> None:
        self.stamps: dict[tuple[str, str], str] = {}
        if not (self.folder / STAMPS).exists():
            return
        for kind, stamps in self._toml(STAMPS).items():
            for key, stamp in stamps.items() if isinstance(stamps, dict) else [("", stamps)]:
                if not isinstance(stamp, str) or not key:
                    self._fault(STAMPS, kind, key, "is not a fingerprint")
                else:
                    self.stamps[kind, key] = stamp

    def _vocabulary(self, written: Mapping[str, list[str]]) -> None:
        """Words of the language -> codes, by their place in the list. The codes themselves will do, too."""
        for name, choices in VOCABULARY.items():
            self.words[name] = {code: code for code in choices.values}
            words = written.get(name, [])
            if not self.whole and not words:
                continue
            if len(words) != len(choices.values):
                self._fault(
                    "actions.toml", "[vocabulary]", name, f"has {len(words)} words, not {len(choices.values)}"
                )
            self.words[name] |= dict(zip(words, choices.values, strict=False))

    def _table(self, kind: Kind, data: Mapping[str, Any]) -> list[Record]:
        rows = data.get(kind.table, [])
        return [self._record(kind, raw, kind.file, place) for place, raw in enumerate(rows, 1)]

    def _guides(self) -> Iterator[Record]:
        for path in sorted((self.folder / "guides").glob("*.md")):
            name = f"guides/{path.name}"
            parts = path.read_text(encoding="utf-8").split("+++\n", 2)
            if len(parts) != 3 or parts[0].strip():
                self._fault(name, "", "", "does not begin with lines between two +++ lines")
                continue
            try:
                front = tomllib.loads(parts[1])
            except tomllib.TOMLDecodeError as error:
                self._fault(name, "", "", f"cannot be read ({error})")
                continue
            place = front.get("order", 0)
            yield self._record(
                GUIDE, {**front, "body": parts[2].strip()}, name, place if isinstance(place, int) else 0
            )

    def _record(self, kind: Kind, raw: Mapping[str, Any], file: str, place: int) -> Record:
        key = raw.get(kind.key, "")
        if not isinstance(key, str) or not key:
            self._fault(file, f"number {place}", kind.key, "is missing")
            key = ""
        expected = {kind.key, "position", "hidden", *kind.also, *(field.in_file for field in kind.fields)}
        if kind.parts:
            expected.add(kind.parts.table)
        for name in sorted(raw.keys() - expected):
            self._fault(file, key, name, "is not a field of this kind")
        record: Record = {"key": key, "position": self._value(_PLACE, {"position": place, **raw}, file, key)}
        for field in kind.fields:
            record[field.name] = self._value(field, raw, file, key)
        if kind.parts:
            record[kind.parts.many] = self._table(kind.parts, raw)
        if self._value(_HIDDEN, raw, file, key):
            record["hidden"] = True
        if stamp := self.stamps.get((kind.name, key)):
            record["translated_from"] = stamp
        return record

    def _value(self, field: Field, raw: Mapping[str, Any], file: str, key: str) -> Any:
        expected, called, nothing = _TYPES[field.shape]
        empty = list(nothing) if expected is list else nothing
        value = raw.get(field.in_file)
        if value is None or (value == empty and expected is not bool):
            if field.required:
                self._fault(file, key, field.in_file, "is missing")
            return empty
        strings = not isinstance(value, list) or all(isinstance(item, str) for item in value)
        if not isinstance(value, expected) or (expected is int and isinstance(value, bool)) or not strings:
            self._fault(file, key, field.in_file, f"is not {called}")
            return empty
        return self._shaped(field, value, file, key)

    def _shaped(self, field: Field, value: Any, file: str, key: str) -> Any:
        if field.shape == "text":
            return curly(value)
        if field.shape == "handle":
            return value.lower()
        if field.shape == "lines":
            return [curly(line) for line in value]
        if field.shape in ("word", "words"):
            known = self.words[field.name]
            given = [value] if field.shape == "word" else value
            for word in given:
                if word not in known:
                    self._fault(file, key, field.in_file, f"{word!r} is not in [vocabulary]")
            codes = [known.get(word, "") for word in given]
            return codes[0] if field.shape == "word" else codes
        return value


def record_of(kind: Kind, row: Any) -> Record:
    """The record that a row of the database holds now. The parts of a piece must be prefetched."""
    record: Record = {"key": row.key, "position": row.position}
    record |= {field.name: field.of(row) for field in kind.fields}
    if kind.parts:
        parts = sorted(getattr(row, kind.parts.many).all(), key=lambda part: part.position)
        record[kind.parts.many] = [record_of(kind.parts, part) for part in parts]
    return record
