"""An edition on disk: made beside the old one, then put in its place in one step.

    FOLDER/current           what the web server reads: a link, renamed into place, to the newest of
    FOLDER/editions/N-TIME/  pages, each with .gz and .br beside it
    FOLDER/editions/N-TIME.json  file name to hash: what has not changed is linked, not written

A run that was stopped leaves a folder without a .json; the next one takes it away.
"""

import fcntl
import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import brotli

CURRENT, EDITIONS = "current", "editions"
TWINS = {
    ".gz": lambda body: gzip.compress(body, 9, mtime=0),
    ".br": lambda body: brotli.compress(body, quality=11),
}
PACKED = (".html", ".css", ".js", ".svg", ".xml", ".txt")
KEPT = 2  # the one that is read, and the one before it, which a reader may be in the middle of


class Busy(Exception):
    """Another run is writing to the folder."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else writes. Raises Busy. The lock ends with the process, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield


@dataclass
class Edition:
    """A new edition. Use it inside `alone(folder)`: `add` every file, then `finish`."""

    folder: Path
    written: int = 0
    linked: int = 0
    hashes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        editions = self.folder / EDITIONS
        editions.mkdir(parents=True, exist_ok=True)
        self._old = (self.folder / CURRENT).resolve() if (self.folder / CURRENT).exists() else None
        self._known: dict[str, str] = {}
        if self._old and (record := _record(self._old)).exists():
            self._known = json.loads(record.read_text(encoding="utf-8"))
        number = 1 + max((int(path.name[:8]) for path in editions.iterdir()), default=0)
        self.root = editions / f"{number:08}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        self.root.mkdir()

    def add(self, name: str, body: bytes) -> None:
        """One file and its twins. Raises ValueError for a name outside the folder."""
        target = self.root / name
        if not target.resolve().is_relative_to(self.root.resolve()):
            raise ValueError(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        self.hashes[name] = hashlib.sha256(body).hexdigest()
        twins = ["", *TWINS] if target.suffix in PACKED else [""]
        if self._old and self._known.get(name) == self.hashes[name] and self._link(self._old, name, twins):
            self.linked += 1
            return
        for twin in twins:
            target.with_name(target.name + twin).write_bytes(TWINS[twin](body) if twin else body)
        self.written += 1

    def _link(self, old_root: Path, name: str, twins: list[str]) -> bool:
        """The same bytes under a second name. False where the old one is not whole."""
        pairs = [(old_root / f"{name}{twin}", self.root / f"{name}{twin}") for twin in twins]
        if not all(old.is_file() for old, _new in pairs):
            return False
        for old, new in pairs:
            os.link(old, new)
        return True

    @property
    def gone(self) -> int:
        """Files of the old edition that the new one does not have."""
        return len(set(self._known) - set(self.hashes))

    def finish(self) -> None:
        """Readers get the new edition from now on; what nobody reads is taken away."""
        _record(self.root).write_text(json.dumps(self.hashes), encoding="utf-8")
        os.sync()  # the link must not come back from a power cut before what it leads to
        fresh = self.folder / f".{CURRENT}"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(self.root.relative_to(self.folder))
        fresh.replace(self.folder / CURRENT)
        self.clear()

    def drop(self) -> None:
        """Take the unfinished edition away; readers keep the old one."""
        shutil.rmtree(self.root, ignore_errors=True)

    def clear(self) -> None:
        """Everything but the newest finished editions."""
        folders = sorted(path for path in (self.folder / EDITIONS).iterdir() if path.is_dir())
        keep = [path for path in folders if _record(path).exists()][-KEPT:]
        for path in folders:
            if path not in keep:
                _record(path).unlink(missing_ok=True)
                shutil.rmtree(path, ignore_errors=True)


def _record(root: Path) -> Path:
    return root.with_name(f"{root.name}.json")
