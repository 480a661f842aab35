"""A flood of promises against the real server, and how readers fare meanwhile.

    .venv/bin/python -m tests.benchmarks.bench_flood [how many addresses, 10000]

Three waves in one hour, through gunicorn with production settings on SQLite, eight senders at once: 1,000 posts from
one address with proof of work, then 10,000 from 10,000 addresses without, then 1,000 from as many addresses with it.
The caps are those of the settings: 6 from one place, 120 without work, 600 in all. Meanwhile one reader opens the board
and the directory in turn. Makes and removes a scratch folder of its own. Exits with 1 when a cap did not hold to the
one. All of it stays on this machine: the addresses are words in a header.
"""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

from config.safety import work

ROOT = Path(__file__).resolve().parent.parent.parent
SENDERS = 8
PAGES = ("/iwill/", "/resources/?country=GB")
CAPS = {"one address": 6, "no work": 120, "all": 600}
ADVERT = "I will buy cheap watches from my friend, number {}!"


def say(text):
    print(text, flush=True)  # noqa: T201


class Server:
    """The site in a scratch folder."""

    def __init__(self, folder):
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": "only-for-a-measurement-" + "z" * 40,
            "DATABASE_URL": f"sqlite:///{folder}/flood.sqlite3",
            "DEBUG": "0",
            "HTTPS": "0",
            "ALLOWED_HOSTS": "127.0.0.1",
            "PROXY_HOPS": "1",
            "PORT": str(self.port),
        }

    def python(self, code):
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
        return subprocess.run(
            command, cwd=ROOT, env=self.env, check=True, capture_output=True, text=True
        ).stdout.split()

    def start(self):
        for command in (["setup_site"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=ROOT,
                env=self.env,
                check=True,
                capture_output=True,
            )
        gunicorn = Path(sys.executable).with_name("gunicorn")
        self.process = subprocess.Popen(
            [str(gunicorn), "-c", "config/gunicorn.py", "config.wsgi:application"],
            cwd=ROOT,
            env=self.env,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            try:
                self.ask("GET", "/healthz")
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("The server did not start.")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def ask(self, method, path, body=None, **headers):
        """(status, seconds)."""
        start = time.monotonic()
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.read()
        return answer.status, time.monotonic() - start

    def post(self, number, address, token, number_of_work=""):
        data = {
            "started": token,
            "website": "",
            "agree": "on",
            "text": ADVERT.format(number),
            "work": number_of_work,
        }
        headers = {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": address}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self.ask("POST", "/iwill/new/", urlencode(data), **headers)


def address(number):
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


class Reader(threading.Thread):
    """Somebody who opens one page after the other."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.took, self.bad, self.done = (
            server,
            {path: [] for path in PAGES},
            0,
            threading.Event(),
        )

    def run(self):
        while not self.done.wait(0.05):
            for path in PAGES:
                status, seconds = self.server.ask("GET", path)
                self.took[path].append(seconds)
                self.bad += status != 200

    def report(self, what):
        for path, took in self.took.items():
            p95 = sorted(took)[int(len(took) * 0.95)] * 1000
            say(
                f"  {what}, {path}: {len(took)} times, median {statistics.median(took) * 1000:.0f} ms, p95 {p95:.0f} ms"
            )


def wave(server, what, posts):
    """Send them all, eight at a time, while somebody reads. Returns how many were stored."""
    reader, start = Reader(server), time.monotonic()
    reader.start()
    with ThreadPoolExecutor(SENDERS) as senders:
        answers = list(senders.map(lambda post: server.post(*post), posts))
    took = time.monotonic() - start
    reader.done.set()
    reader.join()
    statuses = [status for status, _seconds in answers]
    refused = [seconds for status, seconds in answers if status == 429]
    say(f"{what}: {len(posts)} posts in {took:.0f} s, {statuses.count(200)} stored, {statuses.count(429)} refused, "
        f"{len(statuses) - statuses.count(200) - statuses.count(429)} other answers; "
        f"a refusal takes {statistics.median(refused or [0]) * 1000:.0f} ms")  # fmt: skip
    reader.report("  read meanwhile")
    if reader.bad:
        raise SystemExit(f"{reader.bad} readers got no page.")
    return statuses.count(200)


def main():
    crowd = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    few = crowd // 10
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        server.start()
        tokens = server.python(
            "from actions.pledges.forms import PledgeForm; from config.safety.forms import new_token\n"
            f"print(*[new_token(PledgeForm.token_salt) for _ in range({2 * few + 1})])"
        )
        start = time.process_time()
        works = [work.solve(token) for token in tokens[: 2 * few]]
        say(f"Work for {2 * few} forms took this program {time.process_time() - start:.0f} s.")
        quiet = Reader(server)
        quiet.start()
        time.sleep(20)
        quiet.done.set()
        quiet.join()
        quiet.report("before")
        if time.time() % 3600 > 2400:
            say("Waiting for the next hour, so that all waves fall into one.")
            time.sleep(3601 - time.time() % 3600)
        one = wave(server, "One address", [(n, address(1), tokens[n], works[n]) for n in range(few)])
        many = wave(server, "No work", [(n, address(100 + n), tokens[-1]) for n in range(crowd)])
        rest = [(n, address(50_000 + n), tokens[few + n], works[few + n]) for n in range(few)]
        third = wave(server, "With work", rest)
        rows = server.python(
            "from actions.pledges.models import Case, Pledge\n"
            "print(Pledge.objects.count(), Pledge.objects.published().count(), Case.objects.open().count())"
        )
        server.stop()
    say(f"Stored {rows[0]}, of them public {rows[1]}; rows on the desk: {rows[2]}")
    expected = [min(few, CAPS["one address"]), min(crowd, CAPS["no work"])]
    expected.append(min(few, CAPS["all"] - sum(expected)))
    if [one, many, third] != expected or int(rows[0]) != sum(expected) or int(rows[1]):
        raise SystemExit(f"The caps did not hold: {[one, many, third]} instead of {expected}.")


if __name__ == "__main__":
    main()
