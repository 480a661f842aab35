"""Whether the programs find holes that are there: one in SQL behind a form with a trap, one in a page.

    .venv/bin/python -m tests.scans.prove

On a site of its own with the holes of planted.py, which no other site has. Exits with 1 when one of them is not found
or its program is not installed. A program that finds these looked; of one that finds nothing at all nobody knows.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.scans.calling import BrokenError
from tests.scans.fields import Target
from tests.scans.injection import look
from tests.scans.site import Site
from tests.scans.tools import wapiti_at

ROWS = Target("planted", "/planted/rows/", "word", "word=en&started=x", token="planted")
ECHO = "/planted/echo/"


def sql(site, folder):
    points, answers = look(shutil.which("sqlmap"), site, folder, 1, ROWS)
    return any(field == "word (POST)" for _technique, _path, field in points), answers


def xss(site, folder):
    found = wapiti_at(shutil.which("wapiti"), site, folder, 1, [f"{ECHO}?name=x"], "xss")
    asked = site.asked_since().total()
    return any(kind == "Cross Site Scripting" and path == ECHO for kind, path, _words in found), asked


def main():
    folder = Path(tempfile.mkdtemp(prefix="upstander-proof-"))
    bad = False
    try:
        with Site(folder, planted=True) as site:
            for name, program, prove in (("SQL", "sqlmap", sql), ("XSS", "wapiti", xss)):
                if not shutil.which(program):
                    bad, said = True, "NOT INSTALLED"
                else:
                    try:
                        found, asked = prove(site, folder)
                        bad, said = bad or not found, f"{'found' if found else 'NOT FOUND'}, {asked} requests"
                    except BrokenError as error:
                        bad, said = True, f"BROKE: {error}"
                print(f"planted {name}, {program}: {said}", flush=True)  # noqa: T201
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(bad)


if __name__ == "__main__":
    main()
