"""How the list page grows with the directory: the same requests at 300 and at 20,000 published services, in one run.

    .venv/bin/python -m tests.benchmarks.bench_directory            (SQLite)
    .venv/bin/python tests/with_postgres.py .venv/bin/python -m tests.benchmarks.bench_directory

The services are those of the real catalogue, again and again, so countries, needs and texts have their real shares.
`--one-country` puts all of them into one country. Makes and removes a scratch database of its own. Only the ratio means
something: times depend on the machine.
"""

# ruff: noqa: E402  Django must be set up before its modules are read

import argparse
import os
import shutil
import statistics
import sys
import time

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


def measure(client, rounds):
    """Median milliseconds of each request, the requests in turn, after one warm-up."""
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    times = {name: [] for name in REQUESTS}
    for turn in range(rounds + 1):
        for name, data in REQUESTS.items():
            start = clock()
            response = client.post(LIST, data)
            took = clock() - start
            if response.status_code != 200:
                sys.exit(f"{name}: {response.status_code}")
            if turn:
                times[name].append(took * 1000)
    return {name: statistics.median(each) for name, each in times.items()}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs=2, default=[300, 20_000])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--one-country", action="store_true")
    options = parser.parse_args()
    out = sys.stdout.write
    settings.SCRATCH.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    setup_test_environment()
    compile_languages()
    call_command("collectstatic", interactive=False, verbosity=0)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        loading.load_vocabulary()
        synonyms.load()
        catalogue = parse(loading.PATH.read_text(encoding="utf-8"))
        records = [record for record in catalogue.records if not catalogue_rows.draft_reason(record)]
        client = Client(headers={"Sec-Fetch-Site": "same-origin"})
        found = []
        for size in options.sizes:
            seconds = grow(records, size, options.one_country)
            out(f"{connection.vendor}, {size} services, indexed again in {seconds:.1f} s\n")
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")  # as autovacuum does within a minute
            found.append(measure(client, options.rounds))
        small, large = found
        for name in REQUESTS:
            out(f"{name:16} {small[name]:7.1f} ms {large[name]:7.1f} ms   x{large[name] / small[name]:.2f}\n")
    finally:
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)
        shutil.rmtree(settings.SCRATCH, ignore_errors=True)


if __name__ == "__main__":
    main()
