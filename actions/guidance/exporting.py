"""The database -> content files. What nobody edited comes out as it went in, byte by byte: a text that a file
already says is copied from there, with its comments and its line breaks.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from actions.guidance.kinds import GUIDE, KINDS, SOURCE, Field, Kind, Record
from actions.guidance.models import MODELS, Piece, Source
from actions.guidance.records import CONTENT, STAMPS, Reader, record_of
from actions.guidance.stamps import text_of
from actions.guidance.toml_text import lines
from actions.guidance.typography import curly
from actions.guidance.vocabulary import VOCABULARY

_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_FRONT = re.compile(r"\+\+\+\n(.*?)\+\+\+\n", re.DOTALL)


def export(folder: Path, languages: list[str] | None = None, pattern: Path = CONTENT) -> list[Path]:
    """Write every piece of the languages into files. `pattern`: the files to follow. Returns the paths written."""
    written = []
    for language in languages or [code for code, _name in settings.LANGUAGES]:
        for name, text in Writer(language, pattern).files():
            path = folder / language / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            written.append(path)
    return written


class Writer:
    """Writes one language. `pattern`: the folder with the files of all languages as they are now."""

    def __init__(self, language: str, pattern: Path) -> None:
        self.language = language
        self.folder = pattern / language
        reader = Reader(self.folder, whole=False)
        library = reader.read()
        self.before = {
            (kind, record["key"]): {n: v for n, v in record.items() if n != "translated_from"}
            for kind, records in library.items()
            for record in records
        }
        self.words = {
            name: {code: word for word, code in found.items()} for name, found in reader.words.items()
        }

    def files(self) -> Iterator[tuple[str, str]]:
        """Names and contents. Nothing for a language without a piece."""
        rows = {kind.name: self._rows(kind) for kind in KINDS.values()}
        if not any(rows.values()):
            return
        rows[SOURCE.name] = list(Source.objects.order_by("position", "key"))
        for kind in (SOURCE, *KINDS.values()):
            if kind is GUIDE:
                yield from ((f"guides/{row.slug}.md", self._guide(row)) for row in rows[kind.name])
            else:
                yield kind.file, self._table(kind, rows[kind.name])
        stamps = {
            name: {row.key: row.translated_from for row in rows[name] if row.translated_from}
            for name in KINDS
        }
        if any(stamps.values()):
            yield STAMPS, text_of(self.language, stamps)
        ours = {kind.file for kind in (SOURCE, *KINDS.values())} | {STAMPS}
        for path in sorted(self.folder.glob("*.toml")):
            if path.name not in ours:
                yield path.name, path.read_text(encoding="utf-8")

    def _rows(self, kind: Kind) -> list[Any]:
        rows = MODELS[kind.name].objects.filter(language=self.language).order_by("position", "key")
        return list(rows.prefetch_related(kind.parts.many) if kind.parts else rows)

    def _table(self, kind: Kind, rows: list[Any]) -> str:
        path = self.folder / kind.file
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        start, blocks = _blocks(kind, before)
        if not start and kind.name == "action":
            start = "[vocabulary]\n" + lines((name, list(words.values)) for name, words in VOCABULARY.items())
        texts = []
        for place, row in enumerate(rows, 1):
            record, (block, raw) = self._record(kind, row), blocks.get(row.key, ("", {}))
            same = self.before.get((kind.name, row.key)) == record
            if block and same and raw.get("position", place) == record["position"]:
                texts.append(block)
            else:
                texts.append(self._block(kind, record, raw, place, kind.table))
        return "\n".join(filter(None, [start.rstrip("\n") + "\n" if start.strip() else "", *texts]))

    def _record(self, kind: Kind, row: Any) -> Record:
        record = record_of(kind, row)
        return record | {"hidden": True} if isinstance(row, Piece) and not row.published else record

    def _block(self, kind: Kind, record: Record, raw: Mapping[str, Any], place: int, table: str) -> str:
        text = f"[[{table}]]\n" + lines(self._pairs(kind, record, raw, place))
        if kind.parts:
            old = {part[kind.parts.key]: part for part in raw.get(kind.parts.table, [])}
            inner = f"{table}.{kind.parts.table}"
            for number, part in enumerate(record[kind.parts.many], 1):
                was = old.get(part["key"], {})
                text += "\n" + self._block(kind.parts, part, was, number, inner)
        return text

    def _pairs(
        self, kind: Kind, record: Record, raw: Mapping[str, Any], place: int
    ) -> Iterator[tuple[str, Any]]:
        """Names and values as in a file: those of the fields, and what stood there besides."""
        handle = next((field for field in kind.fields if field.shape == "handle"), None)
        fields = {field.in_file: field for field in kind.fields if field is not handle}
        values = {kind.key: record["key"]}
        for name, field in fields.items():
            content = self._content(field, record[field.name])
            if field.required or name in raw or content not in ("", [], False):
                values[name] = content
        values |= {name: raw[name] for name in kind.also if name in raw and name not in fields}
        if "one_tap" in kind.also:
            values["one_tap"] = bool(record["pledge"])
        if kind is GUIDE:
            del values["body"]
            values["order"] = record["position"]
        elif record["position"] != place:
            values["position"] = record["position"]
        if record.get("hidden"):
            values["hidden"] = True
        order = [name for name in raw if name in values]
        yield from ((name, values[name]) for name in dict.fromkeys([*order, *values]))

    def _content(self, field: Field, content: Any) -> Any:
        if field.shape == "text":
            return _straight(content)
        if field.shape == "lines":
            return [_straight(line) for line in content]
        if field.shape == "word":
            return self._word(field, content)
        if field.shape == "words":
            return [self._word(field, code) for code in content]
        return content

    def _word(self, field: Field, code: str) -> str:
        return self.words[field.name].get(code, code)

    def _guide(self, row: Any) -> str:
        record = self._record(GUIDE, row)
        path = self.folder / "guides" / f"{row.slug}.md"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if before and self.before.get((GUIDE.name, row.key)) == record:
            return before
        front = _FRONT.match(before)
        raw = tomllib.loads(front[1]) if front else {}
        return f"+++\n{lines(self._pairs(GUIDE, record, raw, 0), fold=False)}+++\n{record['body']}\n"


def _straight(text: str) -> str:
    """The text with the marks people type, where loading it gives the same text again."""
    typed = text.translate(_STRAIGHT)
    return typed if curly(typed) == text else text


def _blocks(kind: Kind, text: str) -> tuple[str, dict[str, tuple[str, dict[str, Any]]]]:
    """What stands before the first record of a file, and by key: the text of each record, and its raw values."""
    parts = re.split(rf"^(?=\[\[{kind.table}\]\]$)", text, flags=re.MULTILINE)
    raw = tomllib.loads(text).get(kind.table, []) if text else []
    if len(parts) - 1 != len(raw):  # a table inside a text: nothing can be told apart, so all is written anew
        return "", {}
    found = zip(parts[1:], raw, strict=True)
    return parts[0], {each[kind.key]: (block.rstrip("\n") + "\n", each) for block, each in found}
