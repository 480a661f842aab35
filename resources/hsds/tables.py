"""A zip of CSV tables as nested services: every table is read once into a private file of SQLite, then joined there.

SQLite keeps the file itself, without a name, and it is gone when the connection closes.
"""

import csv
import json
import sqlite3
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _

from config.safety.csv_cells import unguard
from resources.hsds.archives import opened
from resources.hsds.encodings import text_of
from resources.hsds.faults import Faults, Refused, short
from resources.hsds.table_shapes import LINKS, NAMED, NESTED, NUMBERS, PASSED_OVER, SHAPES, Shape

LONGEST_CELL = 131_072  # characters, as the csv module has it by default

Cells = dict[str, Any]
SCHEMA = """
CREATE TABLE piece (kind TEXT, id TEXT, row INTEGER, data TEXT);
CREATE TABLE link (parent_kind TEXT, parent TEXT, piece INTEGER, field TEXT);
"""
INDEXES = """
CREATE INDEX by_id ON piece (kind, id);
CREATE INDEX by_parent ON link (parent_kind, parent);
"""


def services(raw: IO[bytes], name: str, faults: Faults, notes: list[str]) -> Iterator[tuple[str, Cells]]:
    """(where, nested service) for each row of services.csv. Raises Refused."""
    archive, members = opened(raw, name)
    with archive, _Joined(faults) as joined:
        read = set()
        for kind, shape in SHAPES.items():
            files = [f"{file}.csv" for file in shape.files if f"{file}.csv" in members]
            if len(files) > 1:
                raise Refused(
                    _("%(name)s holds %(one)s and %(other)s; only one of them can be the table.")
                    % {"name": name, "one": files[0], "other": files[1]}
                )
            if files:
                read.add(files[0])
                with archive.open(members[files[0]]) as member:
                    joined.load(kind, shape, member, files[0], notes)
        if "service" not in joined.files:
            raise Refused(_("%(name)s holds no services.csv.") % {"name": name})
        left = [file for file in members if file not in read and file.removesuffix(".csv") not in PASSED_OVER]
        if unread := sorted(set(left) - {"datapackage.json"}):
            notes.append(_("Not read: %(files)s.") % {"files": ", ".join(unread)})
        joined.check()
        yield from joined.walk()


class _Joined:
    """The tables of one archive, joined by identifier."""

    def __init__(self, faults: Faults) -> None:
        self.faults, self.files = faults, dict[str, str]()
        self.database = sqlite3.connect("")
        self.database.executescript(SCHEMA)

    def __enter__(self) -> "_Joined":
        return self

    def __exit__(self, *_error: object) -> None:
        self.database.close()

    def load(self, kind: str, shape: Shape, member: IO[bytes], file: str, notes: list[str]) -> None:
        self.files[kind] = file
        rows = _rows(member, file, shape, self.faults, notes)
        for number, cells in rows:
            cursor = self.database.execute(
                "INSERT INTO piece VALUES (?, ?, ?, ?)",
                (kind, str(cells["id"]).lower(), number, json.dumps(cells, ensure_ascii=False)),
            )
            links = [
                (parent, str(cells[field]).lower(), cursor.lastrowid, field)
                for (child, field), parent in LINKS.items()
                if child == kind and field in cells
            ]
            if kind == "attribute":
                entity = _entity(cells.get("link_entity", ""))
                links.append((entity, str(cells["link_id"]).lower(), cursor.lastrowid, "link_id"))
            self.database.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", links)

    def check(self) -> None:
        """Identifiers used twice in a table, and references to rows that are not there."""
        self.database.executescript(INDEXES)
        twice = "SELECT kind, MAX(row), id FROM piece WHERE kind != 'service' GROUP BY kind, id HAVING COUNT(*) > 1"
        for kind, row, key in self.database.execute(twice):
            self._fault(kind, row, "id", _("%(id)s is used by more than one row") % {"id": short(key)})
        lost = (
            "SELECT piece.kind, piece.row, link.field, link.parent, link.parent_kind FROM link "
            "JOIN piece ON piece.rowid = link.piece LEFT JOIN piece AS other "
            "ON other.kind = link.parent_kind AND other.id = link.parent WHERE other.id IS NULL"
        )
        for kind, row, field, key, parent in self.database.execute(lost):
            if parent in SHAPES:
                self._lost(kind, row, field, key, parent)
        for (kind, field), (named, _key) in NAMED.items():
            if named not in self.files:
                continue  # a file without that table at all is poor, not wrong
            missing = (
                "SELECT piece.row, json_extract(piece.data, ?) AS named FROM piece WHERE piece.kind = ? "
                "AND named IS NOT NULL "
                "AND NOT EXISTS (SELECT 1 FROM piece AS other WHERE other.kind = ? AND other.id = lower(named))"
            )
            for row, key in self.database.execute(missing, (f"$.{field}", kind, named)):
                self._lost(kind, row, field, key, named)

    def _lost(self, kind: str, row: int, field: str, key: str, parent: str) -> None:
        said = _("no row of %(table)s has the identifier %(id)s")
        table = self.files.get(parent, f"{SHAPES[parent].files[0]}.csv")
        self._fault(kind, row, field, said % {"table": table, "id": short(key)})

    def _fault(self, kind: str, row: int, column: str, sentence: str) -> None:
        self.faults.add(_place(self.files[kind], row), column, sentence)

    def walk(self) -> Iterator[tuple[str, Cells]]:
        rows = self.database.execute("SELECT row, data FROM piece WHERE kind = 'service' ORDER BY row")
        for number, data in rows:
            yield _place(self.files["service"], number), self._whole("service", json.loads(data))

    def _whole(self, kind: str, cells: Cells) -> Cells:
        """A row with what hangs on it and what it names. The tables form no circle, so this ends."""
        for (table, field), (named, key) in NAMED.items():
            if table == kind and field in cells:
                found = self._one(named, cells[field])
                if found is not None:
                    cells[key] = self._whole(named, found)
        query = (
            "SELECT piece.kind, piece.data FROM link JOIN piece ON piece.rowid = link.piece "
            "WHERE link.parent_kind = ? AND link.parent = ? ORDER BY piece.rowid"
        )
        for child, data in self.database.execute(query, (kind, str(cells["id"]).lower())).fetchall():
            key = "attributes" if child == "attribute" else NESTED.get((kind, child), "")
            if key:
                cells.setdefault(key, []).append(self._whole(child, json.loads(data)))
        return cells

    def _one(self, kind: str, key: Any) -> Cells | None:
        found = self.database.execute(
            "SELECT data FROM piece WHERE kind = ? AND id = ? LIMIT 1", (kind, str(key).lower())
        ).fetchone()
        return json.loads(found[0]) if found else None


def _rows(
    member: IO[bytes], file: str, shape: Shape, faults: Faults, notes: list[str]
) -> Iterator[tuple[int, Cells]]:
    """(row as a spreadsheet counts it, cells that are not empty). Raises Refused when the table is not one."""
    reader = csv.reader(text_of(member, file), strict=True)
    try:
        header = [column.strip() for column in next(reader, [])]
        _check_header(header, file, shape)
        if unknown := sorted({column for column in header if column and column not in shape.columns}):
            notes.append(
                _("%(file)s: not read, because HSDS does not know it: %(columns)s.")
                % {"file": file, "columns": ", ".join(unknown[:20])}
            )
        for number, row in enumerate(reader, start=2):
            if not any(row):
                continue
            if any(
                len(cell) > LONGEST_CELL for cell in row
            ):  # not the module's limit: any library may lift that
                raise csv.Error(f"field larger than field limit ({LONGEST_CELL})")
            if len(row) != len(header):
                said = _("%(found)d cells instead of %(wanted)d; the row is left out")
                faults.add(_place(file, number), "", said % {"found": len(row), "wanted": len(header)})
                continue
            cells = {
                column: unguard(cell)
                for column, cell in zip(header, row, strict=True)
                if cell != "" and column in shape.columns
            }
            lacking = [column for column in shape.required if column not in cells]
            if lacking and not (set(lacking) & {"name", "status"}):
                faults.add(_place(file, number), lacking[0], _("is empty; the row is left out"))
                continue
            cells.setdefault("id", "")
            yield number, {column: _typed(column, cell) for column, cell in cells.items()}
    except csv.Error as error:
        said = _("%(file)s, line %(line)d: the table is broken there (%(error)s).")
        raise Refused(said % {"file": file, "line": reader.line_num, "error": error}) from None


def _check_header(header: list[str], file: str, shape: Shape) -> None:
    if not any(header):
        raise Refused(_("%(file)s is empty: it has not even a row of column names.") % {"file": file})
    for mark, what in ((";", _("semicolons")), ("\t", _("tabs")), ("|", _("bars"))):
        if len(header) == 1 and mark in header[0]:
            raise Refused(
                _("%(file)s separates its columns with %(what)s. Save it with commas.")
                % {"file": file, "what": what}
            )
    twice = next((column for column in header if column and header.count(column) > 1), "")
    if twice:
        raise Refused(_("%(file)s has the column %(column)s twice.") % {"file": file, "column": short(twice)})
    missing = [column for column in shape.required if column not in header]
    if missing:
        raise Refused(
            _("%(file)s lacks the column %(column)s.") % {"file": file, "column": ", ".join(missing)}
        )


def _typed(column: str, cell: str) -> Any:
    """Numbers as JSON would have them; what is none stays text, and is found faulty with the rest."""
    if column in NUMBERS:
        try:
            return float(cell) if "." in cell else int(cell[:20])
        except ValueError:
            return cell
    return cell


def _entity(name: str) -> str:
    """`link_entity` as a table of ours: publishers write "service", "services" or "Service"."""
    plain = name.strip().lower()
    return next((kind for kind, shape in SHAPES.items() if plain in shape.files), plain)


def _place(file: str, row: int) -> str:
    return _("%(file)s, row %(row)d") % {"file": file, "row": row}
