"""Pages in memory: compressed bytes with their headers, the least used thrown out first. One for each process."""

import gzip
import time
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from threading import Lock

import brotli

Headers = list[tuple[str, str]]
# 10 is a tenth smaller than 5 to 9, which the budget of long pages needs, for 5 to 30 ms of processor once for each
# page; 11 takes three times that for 2 %. What each promise changes is made for one reader as often as for many: 1 ms.
BROTLI, BROTLI_AT_ONCE = 10, 5
BESIDE = 2_000  # bytes of a page beside its bodies, about: its key, its headers, the objects around them


@dataclass(frozen=True)
class Entry:
    """One page: its bytes in each encoding that was asked for, and until when they may be used without a doubt."""

    headers: Headers  # without the length and the encoding
    bodies: Mapping[str, bytes]  # "br", "gzip": one of them at least
    numbers: tuple[int, ...]  # of the parts that it rests on
    parts: tuple[str, ...]
    until: float  # time.monotonic()
    name: str = ""  # of the address
    at_once: bool = False  # it is old again soon

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values())) + BESIDE

    def body(self, encoding: str) -> bytes:
        """The page in an encoding that is kept, or "" for as it is: hardly a client asks for that."""
        if encoding:
            return self.bodies[encoding]
        return (
            gzip.decompress(self.bodies["gzip"])
            if "gzip" in self.bodies
            else brotli.decompress(self.bodies["br"])
        )

    def also(self, encoding: str) -> "Entry":
        """The same page with that encoding kept too. Most pages are asked for in one only, which halves their room."""
        body = compressed(self.body(""), encoding, at_once=self.at_once)
        return replace(self, bodies={**self.bodies, encoding: body})

    def true_at(self, versions: Mapping[str, int]) -> bool:
        """Whether nothing that the page rests on has changed since."""
        return self.numbers == tuple(versions.get(part) for part in self.parts)

    def fresh(self, versions: Mapping[str, int]) -> bool:
        """The same, and its time is not over."""
        return time.monotonic() < self.until and self.true_at(versions)


def compressed(text: bytes, encoding: str, *, at_once: bool) -> bytes:
    """A page in that encoding, "br" or "gzip". `at_once`: it is old again soon."""
    if encoding == "br":
        return brotli.compress(text, quality=BROTLI_AT_ONCE if at_once else BROTLI)
    return gzip.compress(text, 6, mtime=0)


def encoding(accepted: str) -> str:
    """The best of our encodings that a client takes: `gzip, br;q=1.0` gives "br". What is refused by q=0 is refused."""
    offered = {}
    for part in accepted[:200].lower().split(","):
        name, _semicolon, weight = part.partition(";")
        offered[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ("br", "gzip") if offered.get(name)), "")


class Store:
    """At most `most` bytes of pages."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Entry | None:
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep a page in place of what was kept before; a page larger than an eighth of the room is not kept."""
        if entry.size > self.most // 8:
            return
        with self._lock:
            self._drop(key)
            self._entries[key] = entry
            self.size += entry.size
            while self.size > self.most:
                self._drop(next(iter(self._entries)))

    def _drop(self, key: Hashable) -> None:
        old = self._entries.pop(key, None)
        self.size -= old.size if old else 0
