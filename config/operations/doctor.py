"""What is wrong with this machine and what to do about it, as a table: `./run manage doctor` goes through it.

A check returns "" or a sentence that says what is wrong. What needs the database is left out when it is away, and what
is meant for production is left out in development. Add a check to one of the tables, and its bad case to the test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Check:
    """`wrong` returns "" or what is wrong; `todo` is what to do then; `needs` is "", "database" or "production"."""

    name: str
    wrong: Callable[[], str]
    todo: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """`left_out` says why a check was not made; else `wrong` is "" or a sentence."""

    check: Check
    wrong: str = ""
    left_out: str = ""


def findings(checks: tuple[Check, ...]) -> Iterator[Finding]:
    """Each check with what it found, in their order. A check that breaks is itself something wrong."""
    away = False
    for check in checks:
        if "production" in check.needs and settings.DEBUG:
            yield Finding(check, left_out="for production only")
        elif "database" in check.needs and away:
            yield Finding(check, left_out="the database is away")
        else:
            wrong = _looked(check)
            away = away or (check.name == "database" and bool(wrong))
            yield Finding(check, wrong)


def _looked(check: Check) -> str:
    try:
        return check.wrong()
    except Exception as error:  # its message may quote a row or a password
        return f"This could not be looked at ({type(error).__name__})."
