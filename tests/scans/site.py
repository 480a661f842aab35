"""The real site in a scratch folder, and a description of all its addresses for programs that send nonsense."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Every name that a page reads from its address, written down by hand: a new one belongs here.
QUERY = (
    "q", "country", "region", "need", "audience", "language", "channel", "sort", "page", "before", "after", "action",
    "when", "near", "place", "strategy", "step", "next", "neutral", "kiosk", "per_page", "taxonomy_term_id",
    "modified_after", "full_service", "full", "minimal",
)  # fmt: skip
FIELDS = (
    "started",
    "text",
    "nickname",
    "agree",
    "work",
    "q",
    "country",
    "need",
    "reason",
    "details",
    "secret",
    "code",
)
TELL = (
    "import os, pathlib; from tests.scans import inside; inside.tell(pathlib.Path(os.environ['SCAN_FOLDER']))"
)


class Site:
    """gunicorn with the settings of production, SQLite, no HTTPS, on a free port of this machine.

    Unlike the real one it counts what it is asked: method, status and path, in its scratch folder.
    """

    def __init__(self, folder, *, planted=False):
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder, self.url = Path(folder), f"http://127.0.0.1:{self.port}"
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.scans.settings",
            "SCAN_FOLDER": str(folder),
            "SCAN_PLANTED": str(int(planted)),
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
        }

    def manage(self, *words):
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.env, check=False, capture_output=True, text=True)
        if done.returncode:
            raise OSError(f"{words[0]}: {done.stderr.strip()[-300:]}")
        return done.stdout

    def __enter__(self):
        self.manage("setup_site")
        self.manage("collectstatic", "--noinput", "-v0")
        self.schema, self.asked = self.folder / "openapi.json", self.folder / "asked.log"
        self.asked.touch()
        self.read, self.said = 0, ""
        self.told = json.loads(self.manage("shell", "-v0", "-c", TELL))
        self.paths = self.told["paths"]
        self.schema.write_text(json.dumps(openapi(self.url, self.paths)), encoding="utf-8")
        self.errors = (self.folder / "errors.log").open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            [
                str(Path(sys.executable).with_name("gunicorn")), "-c", "config/gunicorn.py",
                "--access-logfile", str(self.asked), "--access-logformat", "%(m)s %(s)s %(U)s",
                "tests.scans.wsgi:application",
            ],
            cwd=ROOT, env=self.env, stderr=self.errors, stdout=self.errors,
        )  # fmt: skip
        for _ in range(600):
            if self.process.poll() is not None:
                break
            try:
                with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
                    connection.request("GET", "/healthz")
                    connection.getresponse()
                return self
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise OSError(f"the site did not start: {(self.folder / 'errors.log').read_text()[-300:]}")

    def asked_since(self):
        """What the site was asked since this was called last: how often each (method, status, path)."""
        with self.asked.open(encoding="utf-8", errors="replace") as log:
            log.seek(self.read)
            lines = log.read().splitlines()
            self.read = log.tell()
        return Counter(tuple(line.split(" ", 2)) for line in lines if line.count(" ") >= 2)

    def __exit__(self, *_error):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)
        self.errors.close()


def openapi(url, paths):
    """Each path with GET and POST; every parameter is any text at all."""
    text = {"type": "string", "maxLength": 300}
    query = [{"name": name, "in": "query", "required": False, "schema": text} for name in QUERY]
    body = {
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {"type": "object", "properties": dict.fromkeys(FIELDS, text)}
            }
        }
    }
    answers = {"default": {"description": "anything but an error of ours"}}
    return {
        "openapi": "3.0.3",
        "info": {"title": "every address", "version": "1"},
        "servers": [{"url": url}],
        "paths": {
            path: {
                "get": {"parameters": query, "responses": answers},
                "post": {"requestBody": body, "responses": answers},
            }
            for path in paths
        },
    }
