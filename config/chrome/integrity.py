"""Fingerprints of our own scripts and sheets, so that a browser refuses a file that was changed on the way.

W3C Subresource Integrity, https://www.w3.org/TR/SRI/
"""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage


def integrity(name: str) -> str:
    """ "sha384-…" of a static file as it is served; "" for one that is not there, because the page must still show."""
    path = _served(name)
    try:
        state = path.stat() if path else None
    except OSError:
        return ""
    return _digest(str(path), state.st_mtime_ns, state.st_size) if state else ""


def _served(name: str) -> Path | None:
    """Collected files have a hash in their name; in development they are served from where they were written."""
    stored = getattr(staticfiles_storage, "stored_name", None)
    if stored:
        return Path(staticfiles_storage.path(stored(name)))
    found = finders.find(name)
    return Path(found) if isinstance(found, str) else None


@lru_cache(maxsize=64)
def _digest(path: str, *_state: int) -> str:
    """Read again only when the file is another one."""
    found = hashlib.sha384(Path(path).read_bytes()).digest()
    return f"sha384-{base64.b64encode(found).decode()}"
