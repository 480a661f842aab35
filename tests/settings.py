"""The real settings, with a fast hasher, a database file that threads can share, and the gallery."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ["DEBUG"] = "0"
os.environ["HTTPS"] = "0"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["DEFAULT_COUNTRY"] = ""
os.environ.setdefault("SECURITY_CONTACT", "mailto:security@example.org")

from config.settings import *  # noqa: F403
from config.settings import DATABASES
from tests.with_postgres import place

# Two runs at once must not meet: each has a folder of its own, made and removed by conftest.py.
# Worker processes inherit its place and name from the one that started them.
PLACE = os.environ.setdefault("UPSTANDER_TEST_PLACE", place() or tempfile.gettempdir())
RUN = os.environ.setdefault("UPSTANDER_TEST_RUN", str(os.getpid()))
SCRATCH = Path(PLACE) / f"upstander-{RUN}"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
GALLERY = True
# Collected as in production; a copy for each worker process (conftest.py).
STATIC_ROOT = SCRATCH / f"static-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
STOPPED_LINES = SCRATCH / f"stopped-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.json"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file: the races and the byte search need the real thing.
    DATABASES["default"]["TEST"] = {"NAME": SCRATCH / "test.sqlite3"}
ERASED_PLEDGES = SCRATCH / f"erased-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.txt"
VAR = SCRATCH / f"var-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
