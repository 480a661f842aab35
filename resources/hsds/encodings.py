"""Bytes as UTF-8 text, or a sentence that names what they are instead. Guessing would turn names into rubbish."""

import codecs
import contextlib
import io
from typing import IO

from django.utils.translation import gettext as _

from resources.hsds.faults import Refused

BLOCK = 1 << 16
MARKS = ((codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF32_BE, "UTF-32"), (codecs.BOM_UTF16_LE, "UTF-16"),
         (codecs.BOM_UTF16_BE, "UTF-16"))  # fmt: skip


class Borrowed(io.TextIOWrapper):
    """Text over a file that somebody else opened and will close."""

    def __del__(self) -> None:
        with contextlib.suppress(ValueError):
            self.detach()


def text_of(raw: IO[bytes], name: str) -> io.TextIOWrapper:
    """The file as UTF-8 text, from its start, with or without a byte order mark.

    Reads it through once before anything is done with it. Raises Refused for another encoding and for NUL.
    """
    check(raw, name)
    raw.seek(0)
    return Borrowed(raw, encoding="utf-8-sig", newline="")


def check(raw: IO[bytes], name: str) -> None:
    """Raises Refused unless every byte is UTF-8 text."""
    raw.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, first = 1, True
    while block := raw.read(BLOCK):
        if first:
            _marks(block, name)
            first = False
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            raise Refused(_wrong(name, line + error.object[: error.start].count(b"\n"))) from None
        if b"\0" in block:
            raise Refused(
                _("%(name)s holds a NUL character. It is damaged, or it is not text.") % {"name": name}
            )
        line += block.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise Refused(_wrong(name, line)) from None


def _marks(block: bytes, name: str) -> None:
    found = next((encoding for mark, encoding in MARKS if block.startswith(mark)), "")
    if not found and block[:200].count(b"\0") * 3 > len(block[:200]):
        found = "UTF-16"  # every second byte of plain letters is a NUL
    if found:
        said = _("%(name)s is written in %(encoding)s. Save it as UTF-8 and send it again.")
        raise Refused(said % {"name": name, "encoding": found})


def _wrong(name: str, line: int) -> str:
    return _(
        "%(name)s is not UTF-8: line %(line)d has a letter in another encoding, probably Latin-1 (Windows-1252). "
        "Save it as UTF-8 and send it again."
    ) % {"name": name, "line": line}
