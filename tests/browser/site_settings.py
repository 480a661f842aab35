"""Production settings over plain HTTP on this machine, for the browser."""

import os
from pathlib import Path

os.environ["DEBUG"] = "0"
os.environ["HTTPS"] = "0"
os.environ["ALLOWED_HOSTS"] = "127.0.0.1,localhost"
os.environ["LEAVE_URL_EN"] = "https://weather.example/"
os.environ["LEAVE_URL_ES"] = "https://tiempo.example/"
os.environ["PLEDGES_PER_HOUR"] = "1000"

from config.settings import *  # noqa: F403

MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys need a name, here localhost, and there is no TLS
STATIC_ROOT = os.environ["BROWSER_STATIC"]
VAR = Path(os.environ["BROWSER_FOLDER"])
STOPPED_LINES = VAR / "stopped_lines.json"
ERASED_PLEDGES = VAR / "erased_pledges.txt"
