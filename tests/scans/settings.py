"""The settings of production for a site that is attacked: nothing is written outside its scratch folder.

The caps for everybody together are far away, or a program that sends thousands of forms would see nothing but 429; what
one place may do stays as it is (see wsgi.py). With SCAN_PLANTED=1 it has the holes of planted.py.
"""

import os
from pathlib import Path

FOLDER = Path(os.environ["SCAN_FOLDER"])
FAR = "100000000"
os.environ.update(
    SECRET_KEY="only-for-a-scan-" + "z" * 40,
    DATABASE_URL=f"sqlite:///{FOLDER}/scan.sqlite3",
    DEBUG="0",
    HTTPS="0",
    ALLOWED_HOSTS="127.0.0.1",
    SECURITY_CONTACT="mailto:security@example.org",
    PLEDGES_PER_HOUR_ALL=FAR,
    PLEDGES_SLOW_PER_HOUR_ALL=FAR,
    REPORTS_PER_HOUR_ALL=FAR,
    LOGINS_PER_HOUR_ALL=FAR,
)

from config.settings import *  # noqa: E402, F403
from config.settings import MIDDLEWARE  # noqa: E402

VAR = FOLDER / "var"
STATIC_ROOT = FOLDER / "static"
STOPPED_LINES = VAR / "stopped_lines.json"
ERASED_PLEDGES = VAR / "erased_pledges.txt"
for made in (VAR, STATIC_ROOT):
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
if os.environ.get("SCAN_PLANTED") == "1":
    ROOT_URLCONF = "tests.scans.planted"
else:
    MIDDLEWARE = [
        *MIDDLEWARE,
        "tests.scans.visitor.VisitorMiddleware",
    ]  # last: what refuses a form comes before
