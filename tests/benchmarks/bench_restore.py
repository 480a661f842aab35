"""A copy of a large board while people write, brought back on an empty machine: how long, and is everything there?

    .venv/bin/python -m tests.benchmarks.bench_restore [--pledges 100000] [--json FILE]               (SQLite)
    ON_DISK=1 .venv/bin/python tests/with_postgres.py .venv/bin/python -m tests.benchmarks.bench_restore

gunicorn with production settings and the real content, four writers and two readers. Every promise that was
acknowledged before the copy began must be there, and one that was erased after it must not. Exits with 1 otherwise, or
when bringing it back takes a minute.
"""

import argparse
import json
import os
import signal
import tempfile
import time
from pathlib import Path

from tests.benchmarks.load import Reader, Writer, load, stored, summary
from tests.benchmarks.served import Site
from tests.benchmarks.serving import given_database, say

LONGEST = 60  # seconds
ERASE = """
from actions.pledges import retention
from actions.pledges.models import Pledge
print(retention.erase(Pledge.objects.get(text={text!r}).pk))
"""


def empty(folder):
    """The address of a database with nothing in it, of the kind that DATABASE_URL names."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return f"sqlite:///{folder}/there.sqlite3"
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE there")
    before, _mark, options = url.partition("?")
    return f"{before.rpartition('/')[0]}/there?{options}"


def timed(work, *words):
    start = time.monotonic()
    work(*words)
    return round(time.monotonic() - start, 1)


def run(folder, pledges):
    """The figures as a dictionary."""
    here = Site(folder / "here", given_database(folder / "here.sqlite3"))
    there = Site(folder / "there", empty(folder))
    copies = folder / "copies"
    try:
        here.set_up()
        here.python(f"from tests.benchmarks import bench_board as b; b.fill({pledges}, {pledges // 100})")
        Writer.tokens = here.tokens(3000)
        here.start()
        threads, done = load(here.port, readers=2, writers=4, pause=0.05)
        writers = [thread for thread in threads if isinstance(thread, Writer)]
        time.sleep(5)
        before = {text for writer in writers for text in [*writer.kept]}
        found = {"acknowledged before": len(before), "backup, s": timed(here.manage, "backup", str(copies))}
        time.sleep(1)
        done.set()
        for thread in threads:
            thread.join()
        found |= {"reading": summary(threads, Reader), "writing": summary(threads, Writer)}
        gone = min(before)
        here.python(ERASE.format(text=gone))
    finally:
        here.stop(signal.SIGKILL)
    (copy,) = [file for file in copies.iterdir() if file.suffix != ".txt"]
    found["copy, MB"] = round(copy.stat().st_size / 1e6, 1)
    erased = str(folder / "here" / "erased_pledges.txt")
    found["restore, s"] = timed(there.manage, "restore", str(copy), "--erased", erased)
    kept = set(stored(there))
    found |= {"rows there": len(kept), "lost": len(before - kept - {gone}), "came back": int(gone in kept)}
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pledges", type=int, default=100_000)
    parser.add_argument("--json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="restore-") as name:
        Path(name).chmod(0o755)
        found = run(Path(name), options.pledges)
    for name, value in found.items():
        say(f"{name:32} {value}")
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1))
    if found["lost"] or found["came back"] or found["restore, s"] >= LONGEST:
        raise SystemExit("Something was lost, came back, or took too long.")


if __name__ == "__main__":
    main()
