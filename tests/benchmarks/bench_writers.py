"""Eight writers and eight readers at once over HTTP, and what one process stores in a second.

    .venv/bin/python -m tests.benchmarks.bench_writers [--seconds 60] [--json FILE]              (SQLite, FULL)
    .venv/bin/python tests/with_postgres.py .venv/bin/python -m tests.benchmarks.bench_writers --seconds 60

gunicorn with production settings, two workers. A promise over HTTP is the whole form: screening, throttle, page that
thanks. "promises" are calls of the one writer (moderation.submit), "rows" are INSERTs of a promise alone, each in a
transaction of its own, with the settings of production; "disk" is how often this disk takes 4 kB for good. Exits with 1
when an answer is neither a page nor a refusal of ours.
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

RATES = """
import json, time, secrets
from actions.pledges import moderation, return_link
from actions.pledges.models import Pledge
from django.db import connection
from django.utils import timezone
from actions.guidance.models import Action
def rate(once, seconds={seconds}):
    once(0)
    n, start, cpu = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - start < seconds:
        n += 1
        once(n)
    took = time.perf_counter() - start
    return dict(a_second=round(n / took, 1), processor_ms_each=round((time.process_time() - cpu) * 1000 / n, 2))
def word(n):
    return "".join("abcdefghij"[int(d)] for d in str(n))
def promise(n):
    text = f"I will ask {{word(n)}} how it went, {{word(n * 7)}}"
    moderation.submit(sitting=secrets.token_hex(16), language="en", text=text)
key = Action.objects.published().in_language("en").one_tap().values_list("key", flat=True).first() or "A01"
def ready_made(n):
    moderation.submit(sitting=secrets.token_hex(16), language="en", action_key=key)
def row(n):
    Pledge.objects.create(status="published", decided_on=timezone.localdate(), made_on=timezone.localdate(),
        language="en", action_key=key, secret_hash=secrets.token_hex(32), sitting_hash=secrets.token_hex(32))
rates = {{"promises in own words": rate(promise), "ready-made promises": rate(ready_made), "rows": rate(row)}}
print(json.dumps(rates))
"""


def disk(folder, times=100):
    """How often a second 4 kB are on the disk for good."""
    handle = os.open(folder / "probe", os.O_CREAT | os.O_WRONLY)
    start = time.perf_counter()
    for _ in range(times):
        os.write(handle, b"x" * 4096)
        os.fsync(handle)
    os.close(handle)
    return round(times / (time.perf_counter() - start), 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="writers-") as name:
        folder = Path(name)
        site = Site(folder, given_database(folder / "writers.sqlite3"))
        try:
            site.set_up()
            found = {"disk, 4 kB a second": disk(folder)}
            said = site.manage("shell", "-v0", "-c", RATES.format(seconds=min(10, options.seconds / 2)))
            found |= json.loads(said[said.index("{") :])
            Writer.tokens = site.tokens(int(options.seconds * 150) + 200)
            site.start()
            time.sleep(3)
            threads, done = load(site.port, readers=8, writers=8)
            time.sleep(options.seconds)
            done.set()
            for thread in threads:
                thread.join()
            kept = {text for thread in threads if isinstance(thread, Writer) for text in thread.kept}
            found["reading"], found["writing"] = summary(threads, Reader), summary(threads, Writer)
            found["promises over HTTP a second"] = round(len(kept) / options.seconds, 1)
            found["lost"] = len(kept - set(stored(site)))
        finally:
            site.stop(signal.SIGKILL)
    for name, value in found.items():
        say(f"{name:32} {value}")
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1))
    if found["lost"] or {*found["reading"]["answers"], *found["writing"]["answers"]} != {"200"}:
        raise SystemExit("There were errors.")


if __name__ == "__main__":
    main()
