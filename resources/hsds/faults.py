"""What is wrong with a file from a partner, said so that the person who sent it can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

MOST = 200  # sentences kept; the rest is only counted
LONGEST = 60  # characters of a value that a sentence repeats


@dataclass(frozen=True)
class Fault:
    """`row`: where in the file ("services.csv, row 12", "record 3"). `column`: the field, or "" for the whole row."""

    row: str
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"{', '.join(part for part in (self.row, self.column) if part)}: {self.sentence}"


class Refused(ValueError):
    """The file cannot be imported at all; nothing was written. `faults` say why."""

    def __init__(self, faults: Iterable[Fault] | str) -> None:
        self.faults = [Fault("", "", faults)] if isinstance(faults, str) else list(faults)
        super().__init__("\n".join(str(fault).removeprefix(": ") for fault in self.faults))


@dataclass
class Faults:
    """A list that a broken file of a million rows cannot make long."""

    kept: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, row: str, column: str, sentence: str) -> None:
        self.count += 1
        if len(self.kept) < MOST:
            self.kept.append(Fault(row, column, sentence))

    def extend(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.add(fault.row, fault.column, fault.sentence)


def short(value: object) -> str:
    """A value as a sentence repeats it: in quotation marks, on one line, cut."""
    text = " ".join(str(value).split())
    return f"'{text[:LONGEST]}…'" if len(text) > LONGEST else f"'{text}'"
