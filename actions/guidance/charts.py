"""Small charts from rows of text such as "Helped | 36". Pure: lays out, draws nothing.

Every number is of 100. A template draws it as SVG and writes the same rows as a table: nobody needs the picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from actions.guidance.vocabulary import ChartKind

ACROSS, APART, TALL = (
    25,
    15,
    44,
)  # figures in a line; units from one figure to the next, and from line to line
LOOKS = ("up", "no", "bad", "")  # of the rows of a hundred people, in their order: see motif.css


@dataclass(frozen=True)
class Row:
    """One row. `number`: of 100. `look`: the class of its figures, for a hundred people."""

    label: str
    number: float
    look: str = ""

    @property
    def shown(self) -> str:
        """As in the texts: with a point in every language, and no needless digits."""
        return f"{self.number:g}"

    @property
    def spoken(self) -> str:
        return f"{self.label}: {self.shown}"


@dataclass(frozen=True)
class Figure:
    """One person of the hundred and the place of the drawing."""

    look: str
    x: int
    y: int


@dataclass(frozen=True)
class Chart:
    """`figures` is empty for bars, whose rows are drawn one by one."""

    rows: tuple[Row, ...]
    figures: tuple[Figure, ...] = ()
    width = ACROSS * APART
    height = 100 // ACROSS * TALL

    @property
    def spoken(self) -> str:
        """All rows as one sentence, for those who do not see the picture."""
        return "; ".join(row.spoken for row in self.rows)


def read(lines: Sequence[str]) -> list[tuple[str, float]]:
    """(label, number of 100) of each line. Raises ValueError with a sentence about the line that is wrong."""
    found = []
    for line in lines:
        label, bar, number = (part.strip() for part in line.rpartition("|"))
        try:
            value = float(number)
        except ValueError:
            value = -1.0
        if not bar or not label or not 0 <= value <= 100:
            raise ValueError(f"{line!r} is not a text, a | and a number from 0 to 100")
        found.append((label, value))
    return found


def faults(kind: str, title: str, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(field, sentence) for everything that keeps a chart from being drawn."""
    if not kind:
        if title or lines:
            yield "chart", "a title or rows need a kind of chart"
        return
    if kind not in ChartKind.values:
        yield "chart", f"{kind!r} is not a kind of chart"
    if not title:
        yield "chart_title", "a chart needs a title"
    if not lines:
        yield "chart_rows", "a chart needs rows"
    try:
        numbers = [number for _label, number in read(lines)]
    except ValueError as error:
        yield "chart_rows", str(error)
        return
    if kind == ChartKind.PEOPLE:
        if len(lines) > len(LOOKS) or any(number != int(number) for number in numbers):
            yield "chart_rows", f"a hundred people need whole numbers in at most {len(LOOKS)} rows"
        elif sum(numbers) != 100:
            yield "chart_rows", f"the rows make {sum(numbers):g} people, not 100"


def drawn(kind: str, lines: Sequence[str]) -> Chart | None:
    """The chart of a fact; None where it has none."""
    if not kind:
        return None
    found = read(lines)
    if kind == ChartKind.BARS:
        return Chart(tuple(Row(label, number) for label, number in found))
    rows = tuple(Row(label, number, look) for (label, number), look in zip(found, LOOKS, strict=False))
    if len(rows) == 2:  # one group and everybody else
        rows = (rows[0], Row(rows[1].label, rows[1].number))
    people = chain.from_iterable([row.look] * int(row.number) for row in rows)
    figures = (
        Figure(look, place % ACROSS * APART, place // ACROSS * TALL) for place, look in enumerate(people)
    )
    return Chart(rows, tuple(figures))
