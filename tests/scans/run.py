"""Hostile looks at the program and at the running site.

    .venv/bin/python -m tests.scans.run [--strict] [--bin FOLDER] [--minutes 5] [TOOL ...]

Runs what is installed of ruff's security rules, bandit, pip-audit, schemathesis, wapiti, sqlmap and nikto; the last
four against the site itself, started in a scratch folder on a free port of this machine. Prints tool -> findings. Exits
with 1 when something was found that `dismissed.toml` does not explain, when a dismissal explains nothing any more, or
when a program broke. What is not installed, or finds no list to compare with, is said loudly; with --strict that
fails too, but for the list on a machine that has no network and says so (--no-network). Install the programs outside
`.venv`: `python3 -m venv scan && scan/bin/pip install bandit pip-audit schemathesis`, then `--bin scan/bin`.
"""

import argparse
import math
import os
import shutil
import signal
import sys
import tempfile
import tomllib
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from tests.scans.calling import COULD_NOT_LOOK, BrokenError, OfflineError
from tests.scans.site import ROOT, Site
from tests.scans.tools import HERE, TOOLS

DISMISSED = ROOT / "tests/scans/dismissed.toml"


def say(text=""):
    print(text, flush=True)  # noqa: T201


def dismissals(text):
    """(tool, rule, place) to how many findings are explained; place "*" explains them everywhere.

    ValueError for a row without a reason.
    """
    explained = {}
    for row in tomllib.loads(text).get("finding", []):
        key = (row["tool"], row["rule"], row["place"])
        if len(row.get("reason", "").split()) < 6 or key in explained:
            raise ValueError(f"{key}: a reason of a few words is needed, once")
        explained[key] = math.inf if row["place"] == "*" else row.get("most", 1)
    return explained


def judge(tool, findings, explained):
    """Findings beyond those that are explained, and explanations that explain nothing."""
    counts = Counter((tool, rule, place) for rule, place, _words in findings)
    anywhere = {rule for name, rule, place in explained if name == tool and place == "*"}
    new = [
        row
        for row in findings
        if row[0] not in anywhere and counts[(tool, *row[:2])] > explained.get((tool, *row[:2]), 0)
    ]
    seen = {row[0] for row in findings}
    stale = [
        key
        for key, most in explained.items()
        if key[0] == tool and (key[1] not in seen if key[2] == "*" else counts[key] < most)
    ]
    return new, stale


def scan(names, minutes):
    """Run the tools; yields (tool, state, findings)."""
    folder = Path(tempfile.mkdtemp(prefix="upstander-scan-"))
    programs = {name: shutil.which(TOOLS[name][0]) for name in names}
    try:
        with ExitStack() as stack:
            site = None
            for name, program in programs.items():
                _file, look, needs_site = TOOLS[name]
                if not program:
                    yield name, "NOT RUN: not installed", None
                    continue
                try:
                    if needs_site:
                        site = site or stack.enter_context(Site(folder))
                        site.asked_since()
                    found = look(program, site, folder, minutes)
                    yield name, f"ran{site.said if needs_site else ''}", found
                except OfflineError as error:
                    yield name, f"NOT RUN, {error}", None
                except (BrokenError, OSError, ValueError, KeyError) as error:
                    yield name, f"BROKE: {error!s}"[:400], None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description="Hostile looks at the program and at the running site.")
    parser.add_argument("tools", nargs="*", metavar="TOOL", help=", ".join(TOOLS))
    parser.add_argument("--strict", action="store_true", help="fail when a program is not installed")
    parser.add_argument(
        "--no-network",
        action="store_true",
        help="this machine has none: what needs it is said, and fails nothing",
    )
    parser.add_argument("--bin", default="", help="a folder with programs, before those of the system")
    parser.add_argument("--minutes", type=int, default=5, help="how long one program may look at the site")
    asked = parser.parse_args()
    if unknown := set(asked.tools) - set(TOOLS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    folders = [str(Path(asked.bin).resolve())] if asked.bin else []
    os.environ["PATH"] = os.pathsep.join([*folders, os.environ["PATH"], str(HERE)])
    signal.signal(
        signal.SIGTERM, lambda *_asked: sys.exit(143)
    )  # so that the site is stopped and its folder removed
    explained = dismissals(DISMISSED.read_text(encoding="utf-8"))
    table, bad = [], False
    for name, state, findings in scan(asked.tools or list(TOOLS), asked.minutes):
        new, stale = judge(name, findings, explained) if findings is not None else ([], [])
        for rule, place, words in new:
            say(f"{name}: {rule} {place}: {words}")
        for key in stale:
            say(f"{name}: explained in dismissed.toml, and not found: {' '.join(key[1:])}")
        number = "-" if findings is None else len(findings)
        table.append(f"{name:13} {number!s:>9} {len(new):>4}  {state}")
        excused = asked.no_network and COULD_NOT_LOOK in state
        bad |= (
            bool(new or stale)
            or state.startswith("BROKE")
            or (asked.strict and findings is None and not excused)
        )
    say(f"\n{'tool':13} {'findings':>9} {'new':>4}")
    say("\n".join(table))
    if missing := [row.split()[0] for row in table if "NOT RUN" in row or "BROKE" in row]:
        say(f"\n!! Not everything looked: {', '.join(missing)}. What was not looked at is not clean.")
    sys.exit(bad)


if __name__ == "__main__":
    main()
