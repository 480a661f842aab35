"""What every process of a run needs and one of them makes."""

import fcntl
from collections.abc import Callable
from pathlib import Path

from django.conf import settings


def once(name: str, make: Callable[[Path], None]) -> Path:
    """A folder of this run that `make(folder)` filled, in whichever process came first; the others wait for it."""
    folder = settings.SCRATCH / f"shared-{name}"
    done = folder / ".made"
    settings.SCRATCH.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.SCRATCH / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            done.touch()
    return folder
