"""The board and the desk at a million pledges: the same requests at 1,000 and at 1,000,000 on the board, in turn.

    .venv/bin/python -m tests.benchmarks.bench_board            (SQLite)
    .venv/bin/python tests/with_postgres.py .venv/bin/python -m tests.benchmarks.bench_board

With the large board `--waiting` (100,000) pledges wait, with the small one 1,000. Makes and removes scratch databases.
Only the ratio means something: times depend on the machine.
"""

# ruff: noqa: E402  Django must be set up before its modules are read

import argparse
import datetime as dt
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
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment

from actions.guidance.vocabulary import Strategy, Where
from actions.pledges.models import Case, Pledge, Tally
from config.languages import compile_languages
from config.staff import sittings

START, DAYS = dt.date(2024, 1, 1), 1000
BATCH = 5000
TIMES = 15


def pledge(number, total, **values):
    """Spread over DAYS, places, strategies and two languages, as years of use would."""
    return Pledge(
        status="published",
        language=("en", "en", "en", "es")[number % 4],
        text=f"I will ask first, promise number {number}",
        place=[*Where.values, "", ""][number % 9],
        strategy=[*Strategy.values, ""][number % 9],
        made_on=START,
        decided_on=START + dt.timedelta(days=number * DAYS // total),
        secret_hash=f"a{number:063d}",
        sitting_hash=f"b{number:063d}",
        **values,
    )


def fill(total, waiting):
    for start in range(0, total, BATCH):
        size = min(BATCH, total - start)
        Pledge.objects.bulk_create(
            [pledge(n, total, public_id=public_id(n)) for n in range(start, start + size)], batch_size=500
        )
    Tally.objects.update_or_create(key="own", defaults={"made": total})
    for start in range(0, waiting, BATCH):
        size = min(BATCH, waiting - start)
        cases = Case.objects.bulk_create(
            [Case(queue="new", language="en", opened_on=START) for _ in range(size)], batch_size=500
        )
        rows = []
        for n, case in enumerate(cases, total + start):
            row = pledge(n, total + waiting, case=case, public_id=public_id(n))
            row.status, row.decided_on = "pending", None
            rows.append(row)
        Pledge.objects.bulk_create(rows, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def public_id(number):
    """Ten letters of the alphabet, different for each number."""
    letters = "23456789abcdefghjkmnpqrstuvwxyz"
    found = ""
    for _ in range(10):
        number, digit = divmod(number, len(letters))
        found += letters[digit]
    return found


def pages(total):
    deep = Pledge.objects.on_the_wall().filter(decided_on__lte=START + dt.timedelta(days=DAYS // 3)).first()
    before = f"before={deep.public_id}"
    return {
        "first page": "/iwill/",
        "deep page": f"/iwill/?{before}",
        "a place": "/iwill/?place=workplace",
        "a place, deep": f"/iwill/?place=workplace&{before}",
        "strategy and language": "/iwill/?strategy=direct&language=es",
        "feed": "/iwill/feed.atom",
        "one pledge": f"/iwill/{deep.public_id}/",
        "numbers": "/iwill/numbers/",
        "desk: queues": "/admin/pledges/pledge/desk/",
        "desk: new": "/admin/pledges/pledge/desk/queue/new/",
        "desk: new, one language": "/admin/pledges/pledge/desk/queue/new/?language=en",
    }


def staff():
    user = User.objects.create_user("bench", is_staff=True)
    user.groups.add(Group.objects.get(name="Moderator"))
    client = Client()
    client.force_login(user)
    session = client.session
    session[sittings.PROVEN] = str(user.pk)
    session.save()
    return client


def measure(total, waiting):
    """Name to [milliseconds, queries], medians of TIMES."""
    call_command("load_guidance", verbosity=0)
    fill(total, waiting)
    reader, moderator, found = Client(), staff(), {}
    for name, path in pages(total).items():
        client = moderator if path.startswith("/admin/") else reader
        taken = []
        for _ in range(TIMES + 2):
            start = time.perf_counter()
            response = client.get(path)
            taken.append((time.perf_counter() - start) * 1000)
            assert response.status_code == 200, (path, response.status_code)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        found[name] = [statistics.median(taken[2:]), len(queries)]
        counted = [q["sql"] for q in queries if "COUNT(" in q["sql"] and "LIMIT" not in q["sql"]]
        assert not counted, counted
    return found


def one(total, waiting):
    settings.ALLOWED_HOSTS.append("testserver")
    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["TEST"]["NAME"].parent.mkdir(parents=True, exist_ok=True)
    setup_test_environment(debug=False)
    compile_languages()
    settings.STATIC_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        sys.stdout.write(json.dumps(measure(total, waiting)))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        shutil.rmtree(settings.SCRATCH, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--one", nargs=2, type=int, metavar=("BOARD", "WAITING"), help=argparse.SUPPRESS)
    parser.add_argument("--json")
    options = parser.parse_args()
    if options.one:
        return one(*options.one)
    results = []
    for total, waiting in ((options.small, 1000), (options.large, options.waiting)):
        command = [sys.executable, "-m", "tests.benchmarks.bench_board", "--one", str(total), str(waiting)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        results.append(json.loads(said[said.index("{") :]))
    small, large = results
    found = {}
    for name, (milliseconds, queries) in large.items():
        line = (
            f"{name:26} {small[name][0]:8.1f} ms {milliseconds:8.1f} ms  x{milliseconds / small[name][0]:.2f}"
        )
        sys.stdout.write(f"{line}  {small[name][1]} -> {queries} queries\n")
        found[name] = {"ms": [small[name][0], milliseconds], "queries": [small[name][1], queries]}
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1))
    return None


if __name__ == "__main__":
    main()
