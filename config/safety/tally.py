"""How often something happened, for /metrics: numbers per process, with labels that say nothing about a visitor.

Off unless /metrics is on. Each process writes its numbers to a file of its own in var/counters/ every few seconds;
whoever reads adds up the files. Those of processes that ended are folded into one, so that no number goes back. A
process lives as long as it holds the lock beside its file: numbers of processes are used again, most of all in a
container that starts anew.
"""

import atexit
import json
import os
import re
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Timer

from django.conf import settings

try:
    import fcntl
except ImportError:  # Windows, where only development runs
    fcntl = None  # type: ignore[assignment]

EVERY = 2.0  # seconds between two writes
LABEL = re.compile(r"[a-z0-9_]{1,40}")
ENDED = "ended.json"

_counts: Counter[str] = Counter()
_lock = Lock()
_pid, _waiting = 0, False  # whose numbers these are, and whether a thread waits to write them
_name = ""  # of its file
_held = -1  # the descriptor of the lock beside it


def on() -> bool:
    """Whether anybody may read the numbers, so whether any are kept."""
    return bool(settings.METRICS_TOKEN or settings.METRICS_NETWORKS)


def count(name: str, *labels: str, by: float = 1) -> None:
    """Add to a number. A label that is not a plain word counts as "other": nothing typed gets in here."""
    global _waiting
    if not on():
        return
    key = " ".join([name, *(label if LABEL.fullmatch(label) else "other" for label in labels)])
    with _lock:
        if _pid != os.getpid():  # a worker that was forked begins at nothing
            _begin()
        _counts[key] += by  # type: ignore[assignment]  # seconds are counted as well
        if not _waiting:  # by itself: the next request may be long in coming
            _waiting = True
            timer = Timer(EVERY, _write)
            timer.daemon = True
            timer.start()


def total() -> tuple[dict[tuple[str, ...], float], int]:
    """(name and labels to number, over all processes; how many processes run)."""
    _write()
    added: Counter[str] = Counter()
    alive = 0
    with _folder_locked() as folder:
        ended = [path for path in folder.glob("*.json") if path.name != ENDED and _is_over(path)]
        if ended:
            for path in (folder / ENDED, *ended):
                added.update(_read(path))
            _replace(folder / ENDED, added)
            for path in ended:
                path.unlink(missing_ok=True)
                path.with_suffix(".lock").unlink(missing_ok=True)
            added.clear()
        for path in folder.glob("*.json"):
            added.update(_read(path))
            alive += path.name != ENDED
    return {tuple(key.split(" ")): number for key, number in added.items()}, alive


def _begin() -> None:
    global _pid, _waiting, _name, _held
    _counts.clear()
    if _held >= 0:  # of the process that this one was forked from, which keeps its own
        os.close(_held)
    _pid, _waiting, _name, _held = os.getpid(), False, secrets.token_hex(8), -1
    with suppress(OSError):
        _held = os.open(_folder() / f"{_name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        if fcntl:
            fcntl.flock(_held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    atexit.register(_write)


def _write() -> None:
    """What this process counted; a disk that is full must not break a page."""
    global _waiting
    if _pid == os.getpid():
        with suppress(OSError), _lock:
            _waiting = False
            _replace(_folder() / f"{_name}.json", _counts)


def _folder() -> Path:
    folder = Path(settings.VAR) / "counters"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def _folder_locked() -> Iterator[Path]:
    folder = _folder()
    with (folder / "folder").open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _replace(path: Path, counts: Counter[str]) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(counts), encoding="ascii")
    os.replace(part, path)


def _read(path: Path) -> dict[str, float]:
    try:
        found: dict[str, float] = json.loads(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    return found


def _is_over(path: Path) -> bool:
    """Whether the process that wrote this file has ended: nobody holds its lock."""
    if fcntl is None or path.stem == _name:
        return False
    try:
        with path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
