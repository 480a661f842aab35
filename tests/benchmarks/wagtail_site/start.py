"""A small site in Wagtail, made by `wagtail start` and the app beside this file, and how it is served.

Its programs are those of an environment of its own (`python -m venv FOLDER`, then `FOLDER/bin/pip install wagtail
gunicorn`): nothing of it is ever in ours.
"""

import os
import shutil
import subprocess
from pathlib import Path

from tests.benchmarks.serving import free_port, launch, pinned

APP = Path(__file__).parent / "services"
# What whoever serves it sets: a key, its host, a connection that stays, a log beside the database for readers. With
# CACHED=1 also Django's cache for the whole site, as its documentation places it: first and last of the middleware.
LOCAL = """
import os
from .base import DATABASES, INSTALLED_APPS, MIDDLEWARE
SECRET_KEY = "only-for-benchmarks-" + "x" * 40
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS.append("services")
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["OPTIONS"] = {"init_command": "PRAGMA journal_mode=WAL"}
PER_PAGE = int(os.environ["PER_PAGE"])
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CACHE_MIDDLEWARE_SECONDS = 3600
if os.environ.get("CACHED"):
    MIDDLEWARE = [
        "django.middleware.cache.UpdateCacheMiddleware",
        *MIDDLEWARE,
        "django.middleware.cache.FetchFromCacheMiddleware",
    ]
"""


class Peer:
    """`programs`: the folder of its environment; `folder`: an empty one for its project."""

    def __init__(self, programs, folder):
        self.bin, self.folder = Path(programs) / "bin", Path(folder)
        self.env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        self.env |= {"DJANGO_SETTINGS_MODULE": "peer.settings.production", "PER_PAGE": "20"}

    def _run(self, *command):
        done = subprocess.run(command, cwd=self.folder, env=self.env, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{command[1:3]}: {done.stderr[-2000:]}")
        return done.stdout

    def manage(self, *words):
        return self._run(str(self.bin / "python"), "manage.py", *words)

    def make(self, records):
        """The project with its tree of pages. `records`: a file of JSON, see fill.py."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._run(str(self.bin / "python"), "-m", "wagtail.bin.wagtail", "start", "peer", ".")
        shutil.copytree(APP, self.folder / "services", ignore=shutil.ignore_patterns("__pycache__"))
        (self.folder / "peer" / "settings" / "local.py").write_text(LOCAL)
        self.manage("makemigrations", "services", "-v0")
        self.manage("migrate", "-v0")
        self.manage("collectstatic", "--noinput", "-v0")
        self.manage("shell", "-v0", "-c", f"from services.fill import fill; fill({str(records)!r})")

    def version(self):
        return self.manage(
            "shell", "-v0", "-c", "import django, wagtail; print(wagtail.__version__, django.__version__)"
        ).split()

    def serve(self, per_page, cached=False):
        """gunicorn with one worker and as many threads as ours."""
        port = free_port()
        command = [*pinned(0), str(self.bin / "python"), "-m", "gunicorn", "--workers", "1", "--threads", "3"]
        command += ["--worker-class", "gthread", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
        env = {**self.env, "PER_PAGE": str(per_page), "CACHED": "1" if cached else ""}
        return launch([*command, "peer.wsgi:application"], port, "/services/", cwd=self.folder, env=env)
