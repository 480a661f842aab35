"""The settings of production, for a site that is measured.

SERVED_FOLDER: every file that a process writes lies there. CONSTANT_PAGE: one address more, see urls_pages.py.
"""

import os
from pathlib import Path

from config.settings import *  # noqa: F403

if folder := os.environ.get("SERVED_FOLDER"):
    STATIC_ROOT = Path(folder) / "static"
    STATIC_ROOT.mkdir(exist_ok=True)
    STOPPED_LINES = Path(folder) / "stopped_lines.json"
    ERASED_PLEDGES = Path(folder) / "erased_pledges.txt"
if "CONSTANT_PAGE" in os.environ:
    ROOT_URLCONF = "tests.benchmarks.urls_pages"
