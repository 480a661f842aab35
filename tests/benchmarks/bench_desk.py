"""A flood at the desk: 10,000 pledges that are nearly the same; one decision clears them, undo brings them back.

    .venv/bin/python -m tests.benchmarks.bench_desk            (SQLite)
    .venv/bin/python tests/with_postgres.py .venv/bin/python -m tests.benchmarks.bench_desk

Then `--waiting` (100,000) different pledges wait as well, and the desk is asked what comes next and how much there is.
Makes and removes a scratch database of its own. Times depend on the machine.
"""

# ruff: noqa: E402  Django must be set up before its modules are read

import argparse
import json
import os
import shutil
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.utils import timezone

from actions.pledges import bulk, desk, moderation, repair, return_link
from actions.pledges.models import Case, Pledge, PledgeDecision
from tests.actions.pledges import invariants

FIRST = 200  # of the flood, sent one by one
FOUND = []  # one row for each thing that was timed, in order


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def timed(what, call):
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        result = call()
        seconds = time.perf_counter() - start
    say(f"{what:44} {seconds:9.3f} s   {len(queries):6} queries")
    FOUND.append({"what": what.strip(), "seconds": round(seconds, 3), "queries": len(queries)})
    return result


def send(number):
    for n in range(number):
        moderation.submit(sitting=f"flood {n}", language="en", text=shoes(n), slow=True)
        connection.queries_log.clear()


def shoes(number):
    return f"I will buy the cheapest shoes in shop {number} today"


def row(number, text, case):
    return Pledge(
        status="pending",
        language="en",
        text=text,
        made_on=timezone.localdate(),
        secret_hash=return_link.fingerprint(f"a {text} {number}"),
        sitting_hash=return_link.fingerprint(f"b {text} {number}"),
        case=case,
    )


def grow(case, number):
    """The rest of the flood, straight into the table."""
    rows = [row(n, shoes(n), case) for n in range(case.waiting, number)]
    Pledge.objects.bulk_create(rows, batch_size=500)
    repair.heal()
    connection.queries_log.clear()


def fill(number):
    """Different pledges, a case each, straight into the tables."""
    today = timezone.localdate()
    for start in range(0, number, 5000):
        size = min(5000, number - start)
        cases = Case.objects.bulk_create(
            [Case(queue="new", language="en", opened_on=today) for _ in range(size)], batch_size=500
        )
        rows = [row(n, f"I will {n}", case) for n, case in enumerate(cases, start)]
        Pledge.objects.bulk_create(rows, batch_size=500)
        connection.queries_log.clear()


def run(flood, waiting):
    ana, joss = (User.objects.create_user(name) for name in ("ana", "joss"))
    timed(f"{FIRST} alike come in", lambda: send(FIRST))
    grow(Case.objects.open().get(), flood)
    case = Case.objects.open().get()
    say(f"cases at the desk: {Case.objects.open().count()}, queue {case.queue}, waiting {case.waiting}")
    last = Pledge.objects.order_by("pk").last().pk
    for outcome, code in (("decline", "D10"), ("hold", ""), ("decline", "D12")):
        case = Case.objects.open().get()
        result = timed(
            f"{outcome} {code} all",
            lambda case=case, outcome=outcome, code=code: bulk.decide_case(
                case.pk, up_to=last, outcome=outcome, code=code, by=ana
            ),
        )
        assert result.done == flood
        result = timed("  undo all", lambda result=result: bulk.undo(result.at, ana, by=joss))
        assert (result.done, result.skipped) == (flood, ())
    timed("samples", lambda: bulk.samples(Case.objects.open().get()))
    invariants.check()
    say(f"log: {PledgeDecision.objects.count()} rows, everything counted")
    fill(waiting)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    timed(f"next case, {waiting} waiting", lambda: desk.next_case("", ana, (), timezone.now()))
    timed("counts", desk.counts)
    timed("one more comes in", send_one)
    timed("heal", repair.heal)
    timed("tidy", repair.tidy)


def send_one():
    moderation.submit(sitting="one", language="en", text="I will ask a friend what they need tonight")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--flood", type=int, default=10_000)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--json")
    options = parser.parse_args()
    settings.ALLOWED_HOSTS.append("testserver")
    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["TEST"]["NAME"].parent.mkdir(parents=True, exist_ok=True)
    setup_test_environment(debug=True)
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        run(options.flood, options.waiting)
        if options.json:
            Path(options.json).write_text(json.dumps(FOUND, indent=1))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        shutil.rmtree(settings.SCRATCH, ignore_errors=True)


if __name__ == "__main__":
    main()
