"""The whole directory as files: a zip of CSV tables, or one JSON list. Checked before anybody gets it.

Every pass over the directory goes in batches, and tables grow on disk, so memory does not grow with the directory.
The same data gives the same bytes: fixed order, fixed dates.
"""

import csv
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.utils import translation

from resources.hsds import catalogue, datapackage, export, terms
from resources.hsds.checking import Checker
from resources.hsds.rows import cells, columns, rows_of
from resources.hsds.schema import CSV_FILES
from resources.hsds.terms import Record
from resources.models import TaxonomyTerm

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold
READABLE = 0o644 << 16


def services() -> Iterator[Record]:
    """Every service that goes out, whole, by identifier."""
    for row in catalogue.batches(catalogue.whole(catalogue.exported().order_by("pk"))):
        yield export.service_full(row)


def shared() -> Iterator[tuple[str, Record]]:
    """What services refer to, as (object, record): taxonomies and their terms, organisations, places."""
    for record in terms.taxonomies():
        yield "taxonomy", record
    for record in terms.all_terms(TaxonomyTerm.objects.order_by("taxonomy", "code")):
        yield "taxonomy_term", terms.with_detail(record)
    for organization in catalogue.batches(catalogue.organizations().order_by("pk")):
        yield "organization", export.organization(organization)
    for place in catalogue.batches(catalogue.places().order_by("pk")):
        yield "location", export.location(place)


def every_row() -> Iterator[tuple[str, Record]]:
    """Every row of every table, as (object, row)."""
    for thing, record in shared():
        yield from rows_of(thing, record)
    for record in services():
        yield from rows_of("service", record)


def write_zip(target: IO[bytes]) -> int:
    """Write the tables and their description. Returns the number of services.

    Raises checking.Unfit, and then nothing was written.
    """
    with TemporaryDirectory() as folder:
        count = _write_tables(Path(folder))
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            with archive.open(_entry("datapackage.json"), "w") as inside:
                inside.write(datapackage.text().encode())
            for name in sorted(CSV_FILES.values()):
                with archive.open(_entry(name), "w") as inside, (Path(folder) / name).open("rb") as table:
                    while chunk := table.read(1 << 16):
                        inside.write(chunk)
    return count


def _write_tables(folder: Path) -> int:
    count = 0
    with ExitStack() as stack:
        checker = stack.enter_context(Checker())
        writers: dict[str, Any] = {}
        for thing, name in CSV_FILES.items():
            file = stack.enter_context((folder / name).open("w", encoding="utf-8", newline=""))
            writers[thing] = csv.writer(file)
            writers[thing].writerow(columns(thing))
        for thing, row in every_row():
            checker.see(thing, row)
            writers[thing].writerow(cells(thing, row))
            count += thing == "service"
        checker.finish()
    return count


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, READABLE
    return entry


def json_lines(records: Iterator[Record]) -> Iterator[str]:
    """One record a line, compact, characters as they are."""
    for record in records:
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def json_list(records: Iterator[Record]) -> Iterator[str]:
    """The records as one JSON list, in pieces."""
    start = "["
    for line in json_lines(records):
        yield start + line.rstrip("\n")
        start = ",\n"
    yield "[]\n" if start == "[" else "]\n"


def write_json(target: IO[bytes]) -> int:
    """Write every service as one JSON list. Returns their number. Raises checking.Unfit after writing."""
    count = 0
    with Checker() as checker:
        for thing, record in shared():
            for name, row in rows_of(thing, record):
                checker.see(name, row)

        def seen() -> Iterator[Record]:
            nonlocal count
            for record in services():
                checker.see_record(record)
                count += 1
                yield record

        with translation.override("en"):
            for piece in json_list(seen()):
                target.write(piece.encode())
        checker.finish()
    return count
