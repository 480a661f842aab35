"""What differs between two records, field by field and word by word. Pure."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from actions.guidance.kinds import Kind

Mark = Literal["same", "gone", "new"]

_WORDS = re.compile(r"\S+\s*|\s+")  # a word with its blank: blanks alone are no likeness
_LONG = 4000  # words; beyond that comparing them one by one takes seconds
# Kept in versions beside the record: an editor hides a page with it.
PUBLISHED = "published"


@dataclass(frozen=True)
class Difference:
    """One field that differs, as two texts. `part`: the key of the point or choice it belongs to, or empty."""

    field: str
    old: str
    new: str
    part: str = ""

    @property
    def words(self) -> list[tuple[Mark, str]]:
        """The texts as runs of words that stayed, went or came."""
        return words_between(self.old, self.new)


def words_between(old: str, new: str) -> list[tuple[Mark, str]]:
    """Runs of words. Joined, those that are "same" or "gone" give `old`, and "same" or "new" give `new`."""
    left, right = _WORDS.findall(old), _WORDS.findall(new)
    if len(left) + len(right) > _LONG:
        return [("gone", old), ("new", new)]
    found: list[tuple[Mark, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(left[a:b])))
            continue
        if b > a:
            found.append(("gone", "".join(left[a:b])))
        if d > c:
            found.append(("new", "".join(right[c:d])))
    return found


def differences(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Every field that differs, in the order of the table of records; parts after them, each by its key."""
    return list(_of_record(kind, old, new))


def _of_record(
    kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any], part: str = ""
) -> Iterator[Difference]:
    names = [field.name for field in kind.fields] + ["position", PUBLISHED]
    for name in names:
        before, after = as_text(old.get(name)), as_text(new.get(name))
        if before != after and (name != PUBLISHED or (name in old and name in new)):
            yield Difference(name, before, after, part)
    if kind.parts:
        yield from _of_parts(kind.parts, old.get(kind.parts.many, []), new.get(kind.parts.many, []))


def _of_parts(kind: Kind, old: list[Mapping[str, Any]], new: list[Mapping[str, Any]]) -> Iterator[Difference]:
    before = {part["key"]: part for part in old}
    after = {part["key"]: part for part in new}
    for key in dict.fromkeys([*before, *after]):
        yield from _of_record(kind, before.get(key, {}), after.get(key, {}), key)


def as_text(value: Any) -> str:
    """A value as an editor would type it: lists one a line, nothing as nothing."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
