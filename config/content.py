"""Files and rows: how a loader brings reviewed files into the database without losing an editor's work.

A row remembers the fingerprint of the record it was loaded from. When the row no longer matches that
fingerprint, somebody edited it here, and the loader leaves it alone and says so.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def fingerprint(record: Mapping[str, Any]) -> str:
    """SHA-256 over the record as canonical JSON, 64 hexadecimal digits."""
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class LoadReport:
    """What a loader did, by name of the record. `kept` were edited here and differ from the file."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # in the database, no longer in the file

    def lines(self) -> list[str]:
        """Sentences for a person at a terminal."""
        text = [f"{len(self.created)} new, {len(self.changed)} changed, {len(self.unchanged)} as before."]
        if self.kept:
            text.append(f"{len(self.kept)} were edited here and kept as they are: {', '.join(self.kept)}.")
        if self.missing:
            text.append(
                f"{len(self.missing)} are no longer in the files and stay: {', '.join(self.missing)}."
            )
        return text


def decide(loaded: str, current: str, incoming: str) -> str:
    """What to do with a row: its fingerprint when it was loaded, as it is now, and as the file has it.

    Returns "unchanged", "change" or "keep" (edited here, and the file says something else).
    """
    if current == incoming:
        return "unchanged"
    return "change" if current == loaded else "keep"
