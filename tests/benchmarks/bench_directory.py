"""How the list page grows with the directory: the same requests at 300 and at 20,000 published services, in turn.

    .venv/bin/python -m tests.benchmarks.bench_directory            (SQLite)
    .venv/bin/python tests/with_postgres.py .venv/bin/python -m tests.benchmarks.bench_directory

The services are those of the real catalogue, again and again, so countries, needs and texts have their real shares.
`--one-country` puts all of them into one country. Makes and removes a scratch database of its own. Only the ratio means
something: times depend on the machine.
"""

# ruff: noqa: E402  Django must be set up before its modules are read

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment

from config.languages import compile_languages
from resources import catalogue_rows, loading, search_index, synonyms
from resources.identity import identify
from resources.records import parse

LIST = "/resources/"
RARE = "quince"  # in the description of one service
REQUESTS = {
    "country only": {"country": "US"},
    "a common word": {"country": "US", "q": "sexual"},
    "a rare word": {"country": "US", "q": RARE},
    "a sentence": {"country": "US", "q": "my boss keeps touching me"},
    "a filter": {"country": "US", "need": "legal"},
    "all countries": {"country": ""},
}


def grow(records, size, one_country):
    """Fill the directory up to `size` services. Returns the seconds that indexing them took."""
    have = catalogue_rows.Service.objects.count()
    new = []
    for number in range(have, size):
        record = dict(records[number % len(records)])
        record["slug"] = f"{record['slug'][:80]}-{number}"
        record["name"] = f"{record['name'][:180]} {number}"
        if one_country:
            record["country"], record["region"] = "US", ""
        if number == 0:
            record["country"], record["description"] = "US", f"{record['description']} {RARE}"
        new.append(record)
    catalogue_rows.create(new)
    keys = [identify("service", record["slug"]) for record in new]
    start = time.perf_counter()
    search_index.index(keys)
    return time.perf_counter() - start


def ask(client):
    """Milliseconds of each request, once."""
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    times = {}
    for name, data in REQUESTS.items():
        start = clock()
        response = client.post(LIST, data)
        times[name] = (clock() - start) * 1000
        if response.status_code != 200:
            sys.exit(f"{name}: {response.status_code}")
    return times


def serve(size, one_country):
    """The child: build one directory, then answer every line on stdin with one round of times."""
    settings.SCRATCH.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["NAME"] = f"bench_{size}"
    setup_test_environment()
    compile_languages()
    call_command("collectstatic", interactive=False, verbosity=0)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        loading.load_vocabulary()
        synonyms.load()
        catalogue = parse(loading.PATH.read_text(encoding="utf-8"))
        records = [record for record in catalogue.records if not catalogue_rows.draft_reason(record)]
        seconds = grow(records, size, one_country)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as autovacuum does within a minute
        client = Client(headers={"Sec-Fetch-Site": "same-origin"})
        ask(client)
        answer({"vendor": connection.vendor, "indexed": seconds})
        for _line in sys.stdin:
            answer(ask(client))
    finally:
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)
        shutil.rmtree(settings.SCRATCH, ignore_errors=True)


def answer(data):
    sys.stdout.write(json.dumps(data) + "\n")
    sys.stdout.flush()


def child(size, options):
    command = [sys.executable, "-m", "tests.benchmarks.bench_directory", "--serve", str(size)]
    command += ["--one-country"] if options.one_country else []
    env = {**os.environ, "UPSTANDER_TEST_RUN": f"{os.getpid()}-{size}"}  # a scratch folder of its own
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs=2, default=[300, 20_000])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--one-country", action="store_true")
    parser.add_argument("--json")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve, options.one_country)
        return
    out = sys.stdout.write
    found = []
    children = [child(size, options) for size in options.sizes]
    for size, process in zip(options.sizes, children, strict=True):
        about = json.loads(process.stdout.readline())
        out(f"{about['vendor']}, {size} services, indexed in {about['indexed']:.1f} s\n")
        found.append({name: [] for name in REQUESTS})
    for _round in range(options.rounds):
        for process, times in zip(children, found, strict=True):
            process.stdin.write("again\n")
            process.stdin.flush()
            for name, took in json.loads(process.stdout.readline()).items():
                times[name].append(took)
    for process in children:
        process.stdin.close()
        process.wait()
    for name in REQUESTS:
        small, large = (statistics.median(times[name]) for times in found)
        out(f"{name:16} {small:7.1f} ms {large:7.1f} ms   x{large / small:.2f}\n")
    if options.json:
        rows = {name: {"ms": [statistics.median(times[name]) for times in found]} for name in REQUESTS}
        Path(options.json).write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
