"""A flood of promises against the real server, and how readers fare meanwhile.

    .venv/bin/python -m tests.benchmarks.bench_flood [how many addresses, 10000] [--json FILE]

Three waves in one hour, through gunicorn with production settings on SQLite, eight senders at once: 1,000 posts from
one address with proof of work, then 10,000 from 10,000 addresses without, then 1,000 from as many addresses with it.
The caps are those of the settings: 6 from one place, 120 without work, 600 in all. Meanwhile one reader opens the board
and the directory in turn. Makes and removes a scratch folder of its own. Exits with 1 when a cap did not hold to the
one. All of it stays on this machine: the addresses are words in a header.
"""

import argparse
import json
import statistics
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from config.safety import work
from tests.benchmarks.load import FORM, ask, percentile
from tests.benchmarks.served import CAPS as SITE_CAPS
from tests.benchmarks.served import Site
from tests.benchmarks.serving import say

SENDERS = 8
PAGES = ("/iwill/", "/resources/?country=GB")
CAPS = {"one address": 6, "no work": 120, "all": 600}
ADVERT = "I will buy cheap watches from my friend, number {}!"


class Server(Site):
    """The site with its own caps, asked by senders of forms."""

    def __init__(self, folder):
        super().__init__(folder, f"sqlite:///{folder}/flood.sqlite3", **dict.fromkeys(SITE_CAPS))

    def ask(self, method, path, body=None, **headers):
        """(status, seconds)."""
        start = time.monotonic()
        return ask(self.port, method, path, body, 60, **headers)[0], time.monotonic() - start

    def post(self, number, address, token, number_of_work=""):
        data = {
            "started": token,
            "website": "",
            "agree": "on",
            "text": ADVERT.format(number),
            "work": number_of_work,
        }
        return self.ask("POST", "/iwill/new/", urlencode(data), **FORM, **{"X-Forwarded-For": address})


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
        """{page: how often, median and p95 in ms}, said as well."""
        found = {}
        for path, took in self.took.items():
            median, p95 = statistics.median(took) * 1000, percentile(took, 0.95) * 1000
            say(f"  {what}, {path}: {len(took)} times, median {median:.0f} ms, p95 {p95:.0f} ms")
            found[path] = {"times": len(took), "median ms": round(median), "p95 ms": round(p95)}
        return found


def wave(server, what, posts):
    """Send them all, eight at a time, while somebody reads. What was answered, and how the reader fared."""
    reader, start = Reader(server), time.monotonic()
    reader.start()
    with ThreadPoolExecutor(SENDERS) as senders:
        answers = list(senders.map(lambda post: server.post(*post), posts))
    took = time.monotonic() - start
    reader.done.set()
    reader.join()
    statuses = [status for status, _seconds in answers]
    refused = [seconds for status, seconds in answers if status == 429]
    found = {
        "posts": len(posts),
        "seconds": round(took),
        "stored": statuses.count(200),
        "refused": len(refused),
    }
    found["other answers"] = len(posts) - found["stored"] - found["refused"]
    found["a refusal takes, ms"] = round(statistics.median(refused or [0]) * 1000)
    say(f"{what}: {found}")
    found["read meanwhile"] = reader.report("  read meanwhile")
    if reader.bad:
        raise SystemExit(f"{reader.bad} readers got no page.")
    return found


def run(crowd):
    """The figures; raises SystemExit when a reader got no page."""
    few, found = crowd // 10, {}
    with tempfile.TemporaryDirectory(prefix="flood-") as folder:
        server = Server(folder)
        try:
            server.set_up()
            server.start()
            tokens = server.tokens(2 * few + 1)
            start = time.process_time()
            works = [work.solve(token) for token in tokens[: 2 * few]]
            found["work, s of processor"] = round(time.process_time() - start)
            quiet = Reader(server)
            quiet.start()
            time.sleep(20)
            quiet.done.set()
            quiet.join()
            found["before"] = quiet.report("before")
            if time.time() % 3600 > 2400:
                say("Waiting for the next hour, so that all waves fall into one.")
                time.sleep(3601 - time.time() % 3600)
            alone = [(n, address(1), tokens[n], works[n]) for n in range(few)]
            crowded = [(n, address(100 + n), tokens[-1]) for n in range(crowd)]
            rest = [(n, address(50_000 + n), tokens[few + n], works[few + n]) for n in range(few)]
            found["one address"] = wave(server, "One address", alone)
            found["no work"] = wave(server, "No work", crowded)
            found["with work"] = wave(server, "With work", rest)
            stored = server.python(
                "from actions.pledges.models import Case, Pledge\n"
                "print(Pledge.objects.count(), Pledge.objects.published().count(), Case.objects.open().count())"
            )
            found["rows, public, on the desk"] = [int(number) for number in stored]
        finally:
            server.stop()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("crowd", type=int, nargs="?", default=10_000)
    parser.add_argument("--json")
    options = parser.parse_args()
    found = run(options.crowd)
    stored, public, cases = found["rows, public, on the desk"]
    say(f"Stored {stored}, of them public {public}; rows on the desk: {cases}")
    few = options.crowd // 10
    expected = [min(few, CAPS["one address"]), min(options.crowd, CAPS["no work"])]
    expected.append(min(few, CAPS["all"] - sum(expected)))
    seen = [found[name]["stored"] for name in ("one address", "no work", "with work")]
    found["caps held"] = seen == expected and stored == sum(expected) and not public
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1))
    if not found["caps held"]:
        raise SystemExit(f"The caps did not hold: {seen} instead of {expected}.")


if __name__ == "__main__":
    main()
