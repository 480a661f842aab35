"""Files and database side by side: what an editor changed, and what a file says that is not loaded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from actions.guidance.differences import Difference, differences
from actions.guidance.kinds import KINDS, SOURCE, Kind, Record
from actions.guidance.loading import read
from actions.guidance.models import MODELS
from actions.guidance.records import BESIDE, CONTENT
from actions.guidance.revisions import snapshot


@dataclass(frozen=True)
class Gap:
    """One piece that is not the same on both sides. `only`: "files" or "database" when the other side lacks it."""

    kind: str
    key: str
    language: str
    only: str = ""
    found: list[Difference] = field(default_factory=list)  # old: in the files; new: in the database


def compare(folder: Path = CONTENT, *, asked: str = "", language: str = "") -> Iterator[Gap]:
    """Every piece that differs. `asked`: a kind or a key; `language`: one of them; empty for all.

    Raises ContentFaults when the files cannot be read.
    """
    for code, library in read(folder).items():
        if language and code != language:
            continue
        for kind in (*([SOURCE] if code == settings.LANGUAGE_CODE else []), *KINDS.values()):
            rows = MODELS[kind.name].objects.all()
            if kind is not SOURCE:
                rows = rows.filter(language=code)
            if kind.parts:
                rows = rows.prefetch_related(kind.parts.many)
            for gap in _gaps(kind, "" if kind is SOURCE else code, library[kind.name], rows):
                if not asked or asked in (gap.kind, gap.key):
                    yield gap


def _gaps(kind: Kind, language: str, records: list[Record], rows: Any) -> Iterator[Gap]:
    here = {row.key: snapshot(kind, row) for row in rows}
    files = {record["key"]: record for record in records}
    for key in dict.fromkeys([*files, *here]):
        if key not in here or key not in files:
            yield Gap(kind.name, key, language, only="files" if key in files else "database")
        elif found := differences(kind, _written(kind, files[key]), here[key]):
            yield Gap(kind.name, key, language, found=found)


def _written(kind: Kind, record: Record) -> Record:
    """A record of a file as a version: with whether it has a page."""
    texts = {name: value for name, value in record.items() if name not in BESIDE}
    return texts if kind is SOURCE else texts | {"published": not record.get("hidden")}
