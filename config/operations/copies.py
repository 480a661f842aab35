"""A copy of the database in a folder: made beside, looked into, then given its name; and which old ones go.

The list of deleted pledges lies in the same folder in a file of its own, always the newest: a copy that brought an
old list along would bring deleted pledges back (docs/operations.md).
"""

import datetime as dt
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from config.operations import engines, looking, sealed

NAME = re.compile(r"upstander-(\d{8}T\d{6}Z)\.(sqlite3|dump)(\.sealed)?")
ERASED = "erased_pledges.txt"
KEEP_DAYS = 30  # what /privacy/ and docs/operations.md say: deleted promises live on in copies for so long
LEFT_OVER = dt.timedelta(hours=24)  # a `.part` that is older was left by a run that broke


@dataclass(frozen=True)
class Copy:
    """Where it lies, and what was found in it."""

    path: Path
    contents: looking.Contents


def make(folder: Path, key: bytes | None = None, now: dt.datetime | None = None) -> Copy:
    """A new copy in `folder`, readable by its owner only, looked into before it has its name.

    Raises EngineError, CopyError, SealError, or OSError when the disk is full or the folder cannot be written.
    """
    now = now or dt.datetime.now(dt.UTC)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"upstander-{now:%Y%m%dT%H%M%SZ}{engines.suffix()}{'.sealed' if key else ''}"
    if target.exists():
        raise engines.EngineError(f"{target} is there already. Wait a second and try again.")
    part = target.with_name(target.name + ".part")
    # A sealed copy leaves this machine; its plain form stays where the database is, and only for a moment.
    with tempfile.TemporaryDirectory(dir=settings.VAR if key else folder, prefix=".copy-") as scratch:
        plain = Path(scratch) / "plain"
        _private(plain)
        engines.copy_sqlite(plain) if connection.vendor == "sqlite" else engines.copy_postgres(plain)
        contents = looking.into(plain)
        if key:
            _sealed(plain, part, key)
            opened(part, Path(scratch) / "again", key)
            if looking.into(Path(scratch) / "again") != contents:
                raise looking.CopyError("The sealed copy does not hold what was put into it.")
        else:
            os.replace(plain, part)
    _to_disk(part)
    os.replace(part, target)
    _to_disk(folder)
    return Copy(target, contents)


def opened(source: Path, target: Path, key: bytes | None) -> None:
    """A copy as the database can read it. Raises SealError when the key is missing or does not fit."""
    if key is None:
        raise sealed.SealError("This copy is sealed. Give the key: --key-file FILE, or BACKUP_KEY_FILE.")
    _private(target)
    with source.open("rb") as reading, target.open("wb") as writing:
        sealed.unseal(reading, writing, key)


def _sealed(plain: Path, target: Path, key: bytes) -> None:
    target.unlink(missing_ok=True)
    _private(target)
    with plain.open("rb") as reading, target.open("wb") as writing:
        sealed.seal(reading, writing, key)


def _private(path: Path) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _to_disk(path: Path) -> None:
    if os.name == "posix":  # Windows cannot do it with a folder
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def time_of(path: Path) -> dt.datetime | None:
    """When a copy was made, as its name says; None for another file."""
    match = NAME.fullmatch(path.name)
    return dt.datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC) if match else None


def forget(folder: Path, days: int, now: dt.datetime | None = None) -> list[Path]:
    """Delete copies that are older than `days`, and what a broken run left; never the newest copy. Which ones went."""
    now = now or dt.datetime.now(dt.UTC)
    copies = sorted((made, path) for path in folder.iterdir() if (made := time_of(path)))
    gone = [path for made, path in copies[:-1] if made < now - dt.timedelta(days=days)]
    left = [*folder.glob("upstander-*.part"), *folder.glob(".copy-*"), *Path(settings.VAR).glob(".copy-*")]
    gone += [p for p in left if dt.datetime.fromtimestamp(p.stat().st_mtime, dt.UTC) < now - LEFT_OVER]
    for path in gone:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return gone


def keep_erased(folder: Path) -> int:
    """Bring the list of deleted pledges into the folder and keep what stood there already; how many lines it has."""
    target, live = folder / ERASED, Path(settings.ERASED_PLEDGES)
    lines = {line: None for path in (target, live) if path.exists() for line in _lines(path)}
    part = target.with_name(ERASED + ".part")
    part.unlink(missing_ok=True)
    _private(part)
    part.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    _to_disk(part)
    os.replace(part, target)
    return len(lines)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="ascii", errors="ignore").splitlines()
