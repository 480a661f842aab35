"""What a process of the site costs: how soon it answers, and what memory it holds after many requests.

    .venv/bin/python -m tests.benchmarks.bench_process --starts
    .venv/bin/python -m tests.benchmarks.bench_process --requests 10000 --again 50000 --json process.json

The real catalogue and guidance on SQLite, one worker of gunicorn as in production, every address of the sitemap in
turn and some of them for each country, from four clients at once, so that each thread of the worker has its share.
Wanted after 10,000 requests: at most 90 MB (RSS, all that the worker holds, shared or not; and PSS beside it), and
after 50,000 at most 1.03 times as much, which is no growth; the first byte after `./run`
in 3 s, `manage.py check` in 1 s (on a quiet machine).
"""

import argparse
import contextlib
import http.client
import itertools
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.serving import BROWSER, ROOT, collect, environment, start

COUNTRIES = ("GB", "US", "IE", "CA", "AU", "NZ", "IN", "ZA", "KE", "ES", "MX", "AR", "CO", "CL", "PE")
CLIENTS = 4  # more than the worker has threads
MARKS = (1, 1000, 2000, 5000, 10_000, 20_000, 30_000, 40_000, 50_000)


def say(text):
    print(text, flush=True)  # noqa: T201


def manage(env, *words):
    subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL
    )


def addresses(server):
    """Every path of the sitemap, and the lists of services for each of the countries."""
    said = server.get("/sitemap.xml")[1].decode()
    paths = dict.fromkeys(urlsplit(found).path for found in re.findall(r"<loc>(.*?)</loc>", said))
    more = [
        f"{prefix}{path}?country={code}"
        for code in COUNTRIES
        for prefix in ("", "/es")
        for path in ("/", "/act/")
    ]
    return [
        *paths,
        *more,
        *(f"/resources/?country={code}" for code in COUNTRIES),
        "/iwill/new/",
        "/iwill/feed.atom",
    ]


def ask(port, paths, faults):
    """One client: the paths that it is given, on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for path in paths:
        connection.request("GET", path, headers=BROWSER)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            faults.append(f"{path} answers {answer.status}.")
            return


def round_of(port, paths):
    """All the paths, shared out among the clients as they come to them. Raises SystemExit for a page that fails."""
    waiting, faults, lock = iter(paths), [], threading.Lock()

    def shared():
        while True:
            with lock:
                path = next(waiting, None)
            if path is None:
                return
            yield path

    clients = [threading.Thread(target=ask, args=(port, shared(), faults)) for _client in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if faults:
        raise SystemExit(faults[0])


def memory(folder, most, also):
    """One entry for each mark: how many requests, megabytes of three kinds, milliseconds of processor a request."""
    database = Path(folder) / "site.sqlite3"
    manage(environment(database, folder), "setup_site")
    collect(database, folder)
    server, seen, done = start(database, folder), [], 0
    try:
        paths = addresses(server)
        turn, worked, began = itertools.cycle(paths), server.processor(), time.monotonic()
        for mark in sorted({*(mark for mark in (*MARKS, also) if 0 < mark < most), most}):
            round_of(server.port, [next(turn) for _request in range(mark - done)])
            spent, worked = server.processor() - worked, server.processor()
            each = round(spent / (mark - done) * 1000, 1)
            done = mark
            seen.append({"requests": mark, **server.shares(), "processor ms each": each})
            say(f"{seen[-1]} over {len(paths)} addresses, {time.monotonic() - began:.0f} s")
    finally:
        server.stop()
    return seen


def used():
    """Seconds of processor of all children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def timed(work, times=7):
    """Medians of what `work` takes: by the clock (what it returns, or all of it) and of processor."""
    clock, processor = [], []
    for _time in range(times):
        begin, before = time.monotonic(), used()
        clock.append(work() or time.monotonic() - begin)
        processor.append(used() - before)
    return {
        "seconds": round(statistics.median(clock), 2),
        "of processor": round(statistics.median(processor), 2),
    }


def first_byte(port):
    """From `./run` in this checkout, which is set up, to the first byte of the home page, in seconds."""
    begin = time.monotonic()
    process = subprocess.Popen(
        ["./run"], cwd=ROOT, env={**os.environ, "PORT": str(port)}, stdout=subprocess.DEVNULL
    )
    try:
        while process.poll() is None and time.monotonic() - begin < 120:
            with contextlib.suppress(OSError):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                connection.request("GET", "/")
                if connection.getresponse().read(1):
                    return time.monotonic() - begin
            time.sleep(0.02)
        raise SystemExit("./run did not answer. The lines above say why.")
    finally:
        process.terminate()
        process.wait(20)


def starts(port):
    """Both starts, each once before it is measured: the first one compiles, and sets up what is not set up."""
    check = {**os.environ, "SECRET_KEY": "x" * 50, "DEBUG": "0"}
    manage(check, "check")
    first_byte(port)
    found = {
        "check": timed(lambda: manage(check, "check")),
        "./run to first byte": timed(lambda: first_byte(port), 3),
    }
    for name, value in found.items():
        say(f"{name}: {value}")
    return found


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--starts", action="store_true", help="measure check and ./run")
    parser.add_argument("--requests", type=int, default=0, help="measure memory, up to so many requests")
    parser.add_argument("--again", type=int, default=0, help="and then on, up to so many")
    parser.add_argument("--port", type=int, default=8123, help="for ./run, which is started four times")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = starts(asked.port) if asked.starts else {}
    most = max(asked.requests, asked.again)
    if most:
        with tempfile.TemporaryDirectory() as folder:
            found["megabytes"] = memory(folder, most, asked.requests)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
