"""How a program is started, and what the site itself saw of it."""

import os
import subprocess

from tests.scans.site import ROOT

SAME_SITE = (
    "Sec-Fetch-Site: same-origin"  # else the guard of forms refuses all, and nothing behind it is looked at
)


COULD_NOT_LOOK = "COULD NOT LOOK"


class BrokenError(Exception):
    """The program ran and did not do its work: that is no clean bill."""


class OfflineError(Exception):
    """The program cannot reach what it compares with."""


def call(*command, seconds=1800, good=(0, 1), folder=None):
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder or ROOT, capture_output=True, text=True, timeout=seconds, check=False, stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"},  # their words are read
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise BrokenError(f"not done after {seconds} seconds") from error
    if done.returncode not in good or (done.returncode and not done.stdout.strip()):
        raise BrokenError(f"exit code {done.returncode}: {(done.stderr or done.stdout).strip()[-300:]}")
    return done.stdout


# "Come back later", said in words: the whole of the open data while somebody else fetches it, or a closed board.
ON_PURPOSE = "503"


def asked_enough(site, least, every=False):
    """What the site itself saw: its own errors are findings, whoever provoked them; too few questions are none."""
    seen = site.asked_since()
    paths = {path for _method, _status, path in seen}
    if seen.total() < least:
        raise BrokenError(f"asked {seen.total()} times, at least {least} were needed")
    if every and (missed := sorted(set(site.paths) - paths)):
        raise BrokenError(f"never asked: {', '.join(missed)[:200]}")
    site.said = f": asked {seen.total()} times, {len(paths)} addresses"
    return [
        (f"status {status}", path, f"{number} times {method}")
        for (method, status, path), number in seen.items()
        if status.startswith("5") and status != ON_PURPOSE
    ]
