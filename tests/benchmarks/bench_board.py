"""The board and the desk at a million pledges: the same requests at 1,000 and at 1,000,000 on the board, in turn.

    .venv/bin/python -m tests.benchmarks.bench_board            (SQLite)
    .venv/bin/python tests/with_postgres.py .venv/bin/python -m tests.benchmarks.bench_board

With the large board `--waiting` (100,000) pledges wait, with the small one 1,000. Makes and removes scratch databases.
Only the ratio means something: times depend on the machine.
"""

# ruff: noqa: E402  Django must be set up before its modules are read

import argparse
import datetime as dt
import gc
import json
import multiprocessing
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
TIMES, ROUNDS = 5, 60  # many, in turn: most requests take a millisecond, and machines are noisy


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


def asked(client, path, times):
    """Milliseconds of each request, one after the other."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        response = client.get(path)
        taken.append((time.perf_counter() - start) * 1000)
        assert response.status_code == 200, (path, response.status_code)
    return taken


def queries(client, path):
    """How many queries a page makes. None counts rows without a bound."""
    with CaptureQueriesContext(connection) as made:
        client.get(path)
    counted = [q["sql"] for q in made if "COUNT(" in q["sql"] and "LIMIT" not in q["sql"]]
    assert not counted, counted
    return len(made)


def in_a_process_of_its_own(work, *given):
    """What a million rows leave behind in memory must not slow down the pages that are measured."""
    connection.close()
    process = multiprocessing.get_context("fork").Process(target=work, args=given)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit("The rows could not be made; the reason stands above.")


def answer(total):
    """Says the names of the pages, then for each name that comes in: its queries and TIMES milliseconds."""
    reader, moderator, paths = Client(), staff(), pages(total)
    warm = {}
    gc.collect()
    gc.freeze()
    say(list(paths))
    for line in sys.stdin:
        name = line.strip()
        client = moderator if paths[name].startswith("/admin/") else reader
        if name not in warm:
            asked(client, paths[name], 3)
            warm[name] = queries(client, paths[name])
        say([warm[name], asked(client, paths[name], TIMES)])


def one(total, waiting):
    settings.ALLOWED_HOSTS.append("testserver")
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        test["NAME"].parent.mkdir(parents=True, exist_ok=True)
    else:
        test["NAME"] = f"bench_board_{total}"
    setup_test_environment(debug=False)
    compile_languages()
    settings.STATIC_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("load_guidance", verbosity=0)
        in_a_process_of_its_own(fill, total, waiting)
        answer(total)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        shutil.rmtree(settings.SCRATCH, ignore_errors=True)


def say(found):
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


class Board:
    """A process with a board of that size. It is asked by name, and answers a line of JSON."""

    def __init__(self, total, waiting):
        command = [sys.executable, "-m", "tests.benchmarks.bench_board", "--one", str(total), str(waiting)]
        own = {**os.environ, "UPSTANDER_TEST_RUN": f"{os.getpid()}-{total}"}  # a folder of its own
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, env=own
        )

    def hear(self):
        for line in self.process.stdout:
            if line.startswith("["):  # what commands say on the way is not ours
                return json.loads(line)
        raise SystemExit("A board ended before it was measured; the reason stands above.")

    def ask(self, name):
        self.process.stdin.write(name + "\n")
        return self.hear()

    def end(self):
        self.process.stdin.close()
        self.process.wait()


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
    boards = [Board(options.small, 1000), Board(options.large, options.waiting)]
    try:
        names, _same = (board.hear() for board in boards)
        found = {name: compared(boards, name) for name in names}
    finally:
        for board in boards:
            board.end()
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1))
    return None


def compared(boards, name):
    """Medians at both sizes, asked in turn; and the queries. Prints a line."""
    counts, taken = [0, 0], ([], [])
    for _round in range(ROUNDS):
        for place, board in enumerate(boards):
            counts[place], more = board.ask(name)
            taken[place].extend(more)
    small, large = (statistics.median(each) for each in taken)
    line = f"{name:26} {small:8.1f} ms {large:8.1f} ms  x{large / small:.2f}"
    sys.stdout.write(f"{line}  {counts[0]} -> {counts[1]} queries\n")
    sys.stdout.flush()
    return {"ms": [small, large], "queries": counts}


if __name__ == "__main__":
    main()
