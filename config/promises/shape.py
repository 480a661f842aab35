"""What a promise is. Pure."""

from dataclasses import dataclass, field

from django.utils.functional import Promise as LazyText


@dataclass(frozen=True)
class Promise:
    """One promise.

    `id` is a letter for the area and a number, the same for ever. `words` are for readers; they may hold the names of
    `limits.figures()` in braces. `limit` says what it does not protect from. `tests` are the names that pytest takes:
    "tests/browser/test_leaving.py::test_one_click_leaves". `pages`: where readers meet it besides the register:
    "safety", "privacy", "accessibility".
    """

    id: str
    words: str | LazyText
    limit: str | LazyText
    tests: tuple[str, ...]
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A promise that others make and we do not, or that no program can prove; and why."""

    id: str
    reason: str


@dataclass(frozen=True)
class Area:
    """Promises of one kind under one heading."""

    letter: str
    name: str | LazyText
    promises: tuple[Promise, ...]
    left_out: tuple[LeftOut, ...] = field(default=())
