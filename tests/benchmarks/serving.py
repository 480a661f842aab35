"""Servers with one pinned worker, and what asks them: wrk where it is installed, else a small client. Linux only."""

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

ROOT = Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK")
BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "en-GB,en;q=0.9"}
START_LIMIT = 60  # seconds


def environment(database, **more):
    """As in production, over plain HTTP and for this machine alone. `database` is a file of SQLite or a URL."""
    url = database if "://" in str(database) else f"sqlite:///{database}"
    return {
        **os.environ,
        "SECRET_KEY": "only-for-benchmarks-" + "x" * 40,
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings_pages",
        "WEB_CONCURRENCY": "1",
        **{name: str(value) for name, value in more.items()},
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
            with contextlib.suppress(OSError):
                for children in Path(f"/proc/{pid}/task").glob("*/children"):
                    todo += map(int, children.read_text().split())
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
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
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


def start(database, *, granian="", **more):
    """A server with one worker on processor 0, once it answers. `granian`: the folder it is installed in."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = environment(database, PORT=port, HOST="127.0.0.1", **more)
    if granian:
        env["PYTHONPATH"] = os.pathsep.join([str(granian), str(ROOT)])
        command = ["-m", "granian", "--interface", "wsgi", "--workers", "1", "--no-access-log"]
        command += ["--no-log", "--host", "127.0.0.1", "--port", str(port), "config.wsgi:application"]
    else:
        command = [
            "-m",
            "gunicorn",
            "-c",
            "config/gunicorn.py",
            "--max-requests",
            "0",
            "--log-level",
            "warning",
        ]
        command += ["config.wsgi:application"]
    process = subprocess.Popen([*pinned(0), sys.executable, *command], cwd=ROOT, env=env)
    server = Server(port, process)
    deadline = time.monotonic() + START_LIMIT
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if server.get("/healthz")[0] == 200:
                return server
        time.sleep(0.1)
    server.stop()
    raise SystemExit("The server did not start. The lines above say why.")


def ask(server, path, seconds, connections=8):
    """(requests a second, microseconds of processor for each) while `connections` ask as fast as they can."""
    status, body = server.get(path)
    if status != 200 or not body:
        raise SystemExit(f"{path} answers {status}.")
    before, start_at = server.processor(), time.monotonic()
    count = with_wrk if shutil.which("wrk") else by_hand
    requests = count(server.port, path, seconds, connections)
    taken = time.monotonic() - start_at
    return requests / taken, (server.processor() - before) / requests * 1e6


def with_wrk(port, path, seconds, connections):
    headers = [part for name, value in BROWSER.items() for part in ("-H", f"{name}: {value}")]
    command = [*pinned(1), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", *headers]
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], check=True, capture_output=True, text=True
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"{path}: {said}")
    return int(re.search(r"(\d+) requests in", said)[1])


def by_hand(port, path, seconds, _connections):
    """One connection. Slower than wrk by itself: of its figures only the processor time of the server is good."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    number, deadline = 0, time.monotonic() + seconds
    while time.monotonic() < deadline:
        connection.request("GET", path, headers=BROWSER)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{path} answers {response.status}.")
        number += 1
    return number
