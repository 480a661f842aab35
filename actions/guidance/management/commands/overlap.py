from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from actions.guidance.kinds import KINDS, Kind, Record
from actions.guidance.overlap import RUN, shared
from actions.guidance.records import CONTENT, Reader


class Command(BaseCommand):
    help = f"Name every run of {RUN} words that the English texts share with the articles in a folder."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="a folder with the articles as .txt files")

    def handle(self, *, folder: Path, **options):
        articles = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
        if not articles:
            raise CommandError(f"{folder} holds no .txt file.")
        library = Reader(CONTENT / settings.LANGUAGE_CODE).read()
        ours = dict(_texts(library))
        titles = [record["title"] for kind in ("article", "source") for record in library[kind]]
        found = list(shared(ours, articles, titles))
        for run in found:
            self.stdout.write(f"{run.ours}: {run.words} ({run.article})")
        self.stdout.write(f"{len(found)} shared runs in {len(ours)} texts and {len(articles)} articles.")
        if found:
            raise CommandError("Some wording is not our own.")


def _texts(library: dict[str, list[Record]]) -> Iterator[tuple[str, str]]:
    """(place, text) of everything a reader sees. Titles of articles stand apart, because they are theirs."""
    for kind in KINDS.values():
        for record in library[kind.name]:
            yield from _fields(kind, record, record["key"])
            for part in record[kind.parts.many] if kind.parts else ():
                yield from _fields(kind.parts, part, f"{record['key']} {part['key']}")


def _fields(kind: Kind | None, record: Record, place: str) -> Iterator[tuple[str, str]]:
    for field in kind.fields if kind else ():
        if field.shape in ("text", "lines", "markdown") and field.name != "note":
            value: Any = record[field.name]
            for number, text in enumerate([value] if isinstance(value, str) else value, 1):
                if not (kind and kind.name == "article" and field.name == "title"):
                    yield f"{place} {field.name} {number}", text
