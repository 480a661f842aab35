"""Values as TOML, laid out as a person would: long texts folded, lists one item a line. Pure."""

import re
import textwrap
from collections.abc import Iterable
from typing import Any

WIDTH = 100
ONE_LINE = 103  # a text up to this long stays on the line of its name

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
# What TOML does not let stand in a text, and other marks that some programs take for the end of a line.
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f\x85\u2028\u2029\ufeff]')
# Where a folded text may break: at one blank between two other marks. TOML drops all blanks after the break.
_FOLD = re.compile(r"(?<=[^\s\\]) (?=[^\s\\])")


def string(text: str) -> str:
    """A text on one line."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def folded(text: str, indent: str = "") -> str:
    """A text on one line, or on several when it is long. Reading it gives the same text either way."""
    line = string(text)
    if len(line) <= ONE_LINE or text[0].isspace():  # blanks at the beginning of a row are lost
        return line
    # In the long form only three quotation marks in a row end the text, but escaping each does no harm.
    words = _FOLD.split(line[1:-1])
    rows, row = [], words[0]
    for word in words[1:]:
        if len(row) + 1 + len(word) > WIDTH:
            rows.append(row)
            row = word
        else:
            row += " " + word
    rows.append(row)
    return '"""\\\n' + " \\\n".join(textwrap.indent(each, indent + "  ") for each in rows) + '"""'


def value(content: Any, indent: str = "", *, fold: bool = True) -> str:
    """A text, a whole number, a yes or no, or a list of texts. `fold`: long texts may take several lines."""
    if isinstance(content, bool):
        return "true" if content else "false"
    if isinstance(content, int):
        return str(content)
    if isinstance(content, str):
        return folded(content, indent) if fold else string(content)
    short = "[" + ", ".join(string(item) for item in content) + "]"
    if len(short) <= WIDTH and "\n" not in short:
        return short
    return "[\n" + "".join(f"{indent}  {_item(item, indent, fold)},\n" for item in content) + f"{indent}]"


def _item(item: str, indent: str, fold: bool) -> str:
    return folded(item, indent + "  ") if fold else string(item)


def lines(pairs: Iterable[tuple[str, Any]], *, fold: bool = True) -> str:
    """`name = value`, one after the other. Names are those of fields: letters and underscores."""
    return "".join(f"{name} = {value(content, fold=fold)}\n" for name, content in pairs)
