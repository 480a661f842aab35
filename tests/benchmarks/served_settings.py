"""The settings of production, for a site that is measured.

SERVED_FOLDER: every file that a process writes lies there; without it nothing starts.
CONSTANT_PAGE: one address more, see urls_pages.py.
"""

import os
from pathlib import Path

from config.settings import *  # noqa: F403

VAR = Path(os.environ["SERVED_FOLDER"])
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STOPPED_LINES = VAR / "stopped_lines.json"
ERASED_PLEDGES = VAR / "erased_pledges.txt"
if "CONSTANT_PAGE" in os.environ:
    ROOT_URLCONF = "tests.benchmarks.urls_pages"
