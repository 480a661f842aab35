"""What a process of the site costs: how soon it answers, and what memory it holds after many requests.

    .venv/bin/python -m tests.benchmarks.bench_process --requests 10000 --json process.json

The real catalogue and guidance on SQLite, one worker of gunicorn as in production, every address of the sitemap in
turn and some of them for each country, so that ready pages come and go. Wanted: at most 90 MB, and no growth
between 10,000 and 50,000 requests; the first byte after `./run` in 3 s, `manage.py check` in 1 s (on a quiet machine).
"""

import argparse
import contextlib
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.serving import BROWSER, ROOT, environment, start

COUNTRIES = ("GB", "US", "IE", "CA", "AU", "NZ", "IN", "ZA", "KE", "ES", "MX", "AR", "CO", "CL", "PE")


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


def memory(folder, requests):
    """Requests to megabytes, on the way."""
    database = Path(folder) / "site.sqlite3"
    env = environment(database)
    manage(env, "setup_site")
    server, seen = start(database), {}
    try:
        paths = addresses(server)
        stops = {min(1000, requests), min(10_000, requests), requests}
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        for number in range(1, requests + 1):
            connection.request("GET", paths[number % len(paths)], headers=BROWSER)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{paths[number % len(paths)]} answers {answer.status}.")
            if number in stops:
                seen[number] = round(server.memory(), 1)
                say(f"{number} requests over {len(paths)} addresses: {seen[number]} MB")
    finally:
        server.stop()
    return seen


def seconds_of_check():
    env, taken = {**os.environ, "SECRET_KEY": "x" * 50, "DEBUG": "0"}, []
    for _time in range(5):
        begin = time.monotonic()
        manage(env, "check")
        taken.append(time.monotonic() - begin)
    return round(min(taken), 2)


def seconds_to_first_byte(port):
    """From `./run` in this checkout, which is set up, to the first page. The fastest of three."""
    taken = []
    for _time in range(3):
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
                        taken.append(time.monotonic() - begin)
                        break
                time.sleep(0.02)
        finally:
            process.terminate()
            process.wait(20)
    return round(min(taken), 2) if taken else None


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--port", type=int, default=8123, help="for ./run, which is started three times")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = {
        "check, seconds": seconds_of_check(),
        "./run to first byte, seconds": seconds_to_first_byte(asked.port),
    }
    for name, value in found.items():
        say(f"{name}: {value}")
    with tempfile.TemporaryDirectory() as folder:
        found["megabytes after requests"] = memory(folder, asked.requests)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
