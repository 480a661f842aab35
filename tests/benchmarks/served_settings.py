"""The settings of production, but every file that a process writes lies in a folder of the measurement."""

import os
from pathlib import Path

from config.settings import *  # noqa: F403

FOLDER = Path(os.environ["SERVED_FOLDER"])
STATIC_ROOT = FOLDER / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STOPPED_LINES = FOLDER / "stopped_lines.json"
ERASED_PLEDGES = FOLDER / "erased_pledges.txt"
