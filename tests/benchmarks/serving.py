"""Servers in processes of their own, and one worker pinned to one processor. Linux only."""

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.with_postgres import THROW_AWAY

ROOT = Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK")
BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "en-GB,en;q=0.9"}
START_LIMIT = 180  # seconds: five at once on a busy machine


def say(text=""):
    print(text, flush=True)  # noqa: T201


def children(pid):
    """Process ids right under that one, as the kernel knows them; none when it is gone."""
    found = []
    with contextlib.suppress(OSError):
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            found += map(int, file.read_text().split())
    return found


def given_database(own):
    """The address of what tests/with_postgres.py started, else of `own`, a file of SQLite. Exits with 2 for another
    DATABASE_URL: what fills a database must not meet a real one."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return f"sqlite:///{own}"
    if url != os.environ.get(THROW_AWAY):  # the address itself is not said, as it may hold a password
        sys.stderr.write(
            "DATABASE_URL is set, but not by tests/with_postgres.py, and this would write into that database. "
            "Unset it for SQLite; for PostgreSQL begin the command with: .venv/bin/python tests/with_postgres.py\n"
        )
        raise SystemExit(2)
    return url


def environment(database, folder, **more):
    """As in production, over plain HTTP and for this machine alone. `database` is a file of SQLite or a URL.

    `folder`: whatever the site writes beside its database goes there. Raises ValueError for one in this checkout, from
    which a real site may be served.
    """
    place = Path(folder).resolve()
    if place.is_relative_to(ROOT):
        raise ValueError(f"{folder} is in the checkout; a benchmark writes into a folder of its own.")
    url = database if "://" in str(database) else f"sqlite:///{database}"
    return {
        **os.environ,
        "SECRET_KEY": "only-for-benchmarks-" + "x" * 40,
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": url,
        "DATABASE_URL_FILE": "",  # it would win
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.served_settings",
        "WEB_CONCURRENCY": "1",
        **{name: str(value) for name, value in more.items()},
        "SERVED_FOLDER": str(place),
    }


def pinned(cpu):
    """`taskset` for a processor that this process may use; nothing where there is only one."""
    can = shutil.which("taskset") and {0, 1} <= os.sched_getaffinity(0)
    return ["taskset", "-c", str(cpu)] if can else []


@dataclass
class Server:
    """A running server: its port and its first process."""

    port: int
    process: subprocess.Popen

    def pids(self):
        """The first process and everything under it."""
        found, todo = [], [self.process.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            todo += children(pid)
        return found

    def processor(self):
        """Seconds of processor that its processes used so far."""
        total = 0
        for pid in self.pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICK

    def memory(self):
        """Megabytes (RSS) of its largest process: the worker."""
        sizes = (re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{p}/status").read_text()) for p in self.pids())
        return max(int(size[1]) for size in sizes if size) / 1000

    def shares(self):
        """Megabytes of its worker: all it holds (rss), with common memory split (pss), held by it alone (private)."""
        worker = self.pids()[-1]
        return {
            "rss": _held(worker, "Rss"),
            "pss": _held(worker, "Pss"),
            "private": round(_held(worker, "Private_Dirty") + _held(worker, "Private_Clean"), 1),
        }

    def get(self, path):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()

    def stop(self):
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        self.process.kill()


def _held(pid, what):
    """Megabytes (a thousand thousand bytes) of that line of the kernel's sum over all that a process has mapped."""
    with contextlib.suppress(OSError):
        found = re.search(rf"^{what}:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
        return round(int(found[1]) * 1024 / 1e6, 1)
    return 0.0


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def launch(command, port, path="/healthz", **process):
    """The Server of a command, once the path answers 200. `process`: as for subprocess.Popen."""
    server = Server(port, subprocess.Popen(command, **process))
    deadline = time.monotonic() + START_LIMIT
    while server.process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if server.get(path)[0] == 200:
                return server
        time.sleep(0.1)
    server.stop()
    raise SystemExit("The server did not start. The lines above say why.")


def start(database, folder, *, granian="", **more):
    """A server with one worker on processor 0, once it answers. `granian`: the folder it is installed in."""
    port = free_port()
    env = environment(database, folder, PORT=port, HOST="127.0.0.1", **more)
    if granian:
        env["PYTHONPATH"] = os.pathsep.join([str(granian), str(ROOT)])
        command = ["granian", "--interface", "wsgi", "--workers", "1", "--no-access-log", "--no-log"]
        command += ["--host", "127.0.0.1", "--port", str(port)]
    else:
        command = ["gunicorn", "-c", "config/gunicorn.py", "--max-requests", "0", "--log-level", "warning"]
    command = [*pinned(0), sys.executable, "-m", *command, "config.wsgi:application"]
    return launch(command, port, cwd=ROOT, env=env)


def collect(database, folder):
    """The static files, as `./run serve` makes them, for servers with the same folder."""
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(command, check=True, cwd=ROOT, env=environment(database, folder))
