"""JSON read piece by piece, so that a large file needs the memory of one record, not of all."""

import json
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _

from resources.hsds.faults import Refused, short

BLOCK = 1 << 16
LONGEST_RECORD = 8 << 20  # characters
LONGEST_NUMBER = 40  # digits
EDGE = 20  # characters; longer than any word or escape of JSON
BLANKS = " \t\r\n"


class Duplicate(ValueError):
    """One object says the same name twice; which one holds is anybody's guess."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _value in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise Duplicate(_("%(key)s stands twice in one object") % {"key": short(twice)})
    return found


def _constant(name: str) -> Any:
    raise Duplicate(_("%(name)s is not a number that JSON knows") % {"name": name})


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise Duplicate(_("a number has %(count)d digits") % {"count": len(digits)})
    return int(digits)


DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer)


class Stream:
    """A cursor over JSON text. Every fault is Refused, with the record it is in."""

    def __init__(self, text: IO[str], name: str) -> None:
        self.text, self.name = text, name
        self.buffer, self.at, self.ended = "", 0, False
        self.record = 0

    def peek(self) -> str:
        """The next character that is not blank; "" at the end."""
        while True:
            while self.at < len(self.buffer) and self.buffer[self.at] in BLANKS:
                self.at += 1
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if not self._more():
                return ""

    def take(self, *wanted: str) -> str:
        """One structural character."""
        found = self.peek()
        if found not in wanted or not found:
            raise self.fault(_("the JSON ends too early") if not found else _("the JSON is broken"))
        self.at += 1
        return found

    def value(self) -> Any:
        """The next whole value."""
        if not self.peek():
            raise self.fault(_("the JSON ends too early"))
        while True:
            try:
                found, end = DECODER.raw_decode(self.buffer, self.at)
                # A number at the edge of what was read may go on; everything else ends with its own sign.
                if end < len(self.buffer) or self.ended:
                    self.at = end
                    return found
                self._more()
            except json.JSONDecodeError as error:
                # Only at the edge of what was read can more text mend it.
                final = "Unterminated" not in error.msg and error.pos < len(self.buffer) - EDGE
                if final or not self._more():
                    early = error.pos >= len(self.buffer.rstrip()) or "Unterminated" in error.msg
                    raise self.fault(
                        _("the JSON ends too early") if early else _("the JSON is broken")
                    ) from None
            except Duplicate as error:
                raise self.fault(str(error)) from None
            except RecursionError:
                raise self.fault(_("it is nested too deeply")) from None

    def items(self) -> Iterator[Any]:
        """The values of an array, one at a time."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            self.record += 1
            yield self.value()
            if self.take(",", "]") == "]":
                return

    def fault(self, sentence: str) -> Refused:
        where = _("%(name)s, record %(number)d") % {"name": self.name, "number": self.record}
        return Refused(f"{where if self.record else self.name}: {sentence}.")

    def _more(self) -> bool:
        if self.ended:
            return False
        self.buffer = self.buffer[self.at :]
        self.at = 0
        if len(self.buffer) > LONGEST_RECORD:
            raise self.fault(_("one record is larger than 8 million characters"))
        block = self.text.read(max(BLOCK, len(self.buffer)))
        self.ended = not block
        self.buffer += block
        return bool(block)
