"""Every figure of docs/performance.md with one command: each benchmark in turn, its raw figures kept, one table.

    .venv/bin/python -m tests.benchmarks.all --folder /tmp/figures --install     (once: granian, Wagtail, Lighthouse)
    .venv/bin/python -m tests.benchmarks.all --folder /tmp/figures               (hours)
    .venv/bin/python -m tests.benchmarks.all --folder /tmp/figures --quick       (small sizes: does everything run?)
    .venv/bin/python -m tests.benchmarks.all --folder /tmp/figures --only pages,wagtail --again
    .venv/bin/python -m tests.benchmarks.all --folder /tmp/figures --table       (the table of what is there)

In the folder: NAME.json are the raw figures, NAME.txt what was said, NAME.run.json when and of which commit, table.md
the table. A benchmark that fails or is not possible here is told and the next one begins. What is finished is not run
again, unless --again or the sizes differ: so it can be stopped (Ctrl-C) and started again. Nothing else should run on
the machine. Exits with 1 when something failed or missed.
"""

import argparse
import contextlib
import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.serving import ROOT, children, say
from tests.benchmarks.wanted import ANOTHER_SHAPE, WANTED, Figure, judged

POSTGRES = ("tests/with_postgres.py", sys.executable)


@dataclass(frozen=True)
class Bench:
    """`full` and `quick` are its words; {folder} and {tools} in them are replaced. `tool` must be among the tools,
    `programs` on the machine."""

    module: str
    full: str = ""
    quick: str = ""
    postgres: bool = False
    tool: str = ""
    programs: tuple[str, ...] = ()


SMALL = "--rounds 2 --seconds 1"
BENCHES = {
    "process": Bench("bench_process", "--starts --requests 10000 --again 50000", "--requests 1000"),
    "pages": Bench(
        "bench_pages",
        "--folder {folder}/boards --granian {tools}/granian",
        f"--folder {{folder}}/boards --granian {{tools}}/granian --large 20000 --pages 50 {SMALL}",
        tool="granian",
        programs=("wrk",),
    ),
    "wagtail": Bench(
        "bench_wagtail",
        "--wagtail {tools}/wagtail",
        f"--wagtail {{tools}}/wagtail {SMALL}",
        tool="wagtail",
        programs=("wrk",),
    ),
    "board": Bench("bench_board", "", "--large 20000 --waiting 2000"),
    "directory": Bench("bench_directory", "", "--sizes 300 2000 --rounds 3"),
    "directory-postgres": Bench("bench_directory", "", "--sizes 300 2000 --rounds 3", postgres=True),
    "import": Bench("bench_import", "", "500"),
    "desk": Bench("bench_desk", "", "--flood 300 --waiting 1000"),
    "writers": Bench("bench_writers", "--seconds 60", "--seconds 5"),
    "writers-postgres": Bench("bench_writers", "--seconds 60", "--seconds 5", postgres=True),
    "kill": Bench("bench_kill", "--kills 20", "--kills 2"),
    "kill-postgres": Bench("bench_kill", "--postgres 5 --kills 20", "--postgres 1 --kills 1"),
    "restore": Bench("bench_restore", "", "--pledges 2000"),
    "restore-postgres": Bench("bench_restore", "", "--pledges 2000", postgres=True),
    "machines": Bench("bench_machines", "", "--seconds 6", programs=("haproxy",)),
    "slow": Bench("bench_slow", "", "--seconds 5 --clients 50", programs=("nginx",)),
    "static": Bench("bench_static", "", SMALL, programs=("nginx", "wrk")),
    "flood": Bench("bench_flood", "10000", "200"),
    "lighthouse": Bench(
        "lighthouse",
        "--bin {tools}/lighthouse/node_modules/.bin --runs 3 --calibrated",
        "--bin {tools}/lighthouse/node_modules/.bin --only home",
        tool="lighthouse",
        programs=("chromium",),
    ),
}


class Folder:
    """What is kept of every benchmark."""

    def __init__(self, path, tools):
        self.path, self.tools = Path(path).resolve(), Path(tools or Path(path) / "tools").resolve()
        (self.path / "boards").mkdir(parents=True, exist_ok=True)

    def file(self, name, kind):
        return self.path / f"{name}.{kind}"

    def words(self, name, quick):
        words = BENCHES[name].quick if quick else BENCHES[name].full
        return words.format(folder=self.path, tools=self.tools).split()

    def about(self, name):
        """When, how long, of which commit, with what result; nothing when it was never run to its end."""
        with contextlib.suppress(OSError, ValueError):
            return json.loads(self.file(name, "run.json").read_text())
        return {}

    def finished(self, name, quick):
        about = self.about(name)
        return bool(about) and self.file(name, "json").exists() and about["words"] == self.words(name, quick)


def commit():
    """Of the checkout; "+" when it differs from it."""
    run = {"cwd": ROOT, "capture_output": True, "text": True, "check": False}
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], **run).stdout.strip()
    return head + ("+" if subprocess.run(["git", "status", "--porcelain"], **run).stdout else "")


def lacking(bench, folder):
    """What is not there for it, in words."""
    if bench.tool and not (folder.tools / bench.tool).exists():
        return f"{bench.tool} (--install)"
    lack = [
        name for name in bench.programs if not (shutil.which(name) or shutil.which(name, path="/usr/sbin"))
    ]
    return ", ".join(lack)


def run(name, folder, quick):
    """Run it; True when there are raw figures. What it prints is shown and kept. Raises KeyboardInterrupt."""
    bench, words, began = BENCHES[name], folder.words(name, quick), time.monotonic()
    about = {"commit": commit(), "date": f"{dt.datetime.now():%Y-%m-%d %H:%M}", "words": words}
    about["load before"] = round(os.getloadavg()[1], 1)
    made = folder.file(name, "draft")
    made.unlink(missing_ok=True)
    command = [
        sys.executable,
        *(POSTGRES if bench.postgres else ()),
        "-m",
        f"tests.benchmarks.{bench.module}",
    ]
    with folder.file(name, "txt").open("w") as said:
        process = subprocess.Popen(
            [*command, *words, "--json", str(made)],
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # Ctrl-C comes to this program alone, which hands it on
        )
        try:
            for line in process.stdout:
                said.write(line)
                sys.stdout.write(f"    {line}")
                sys.stdout.flush()
            code = process.wait()
        finally:
            stop(process)
    if not made.exists():
        return False
    made.rename(folder.file(name, "json"))
    about |= {"exit": code, "seconds": round(time.monotonic() - began)}
    folder.file(name, "run.json").write_text(json.dumps(about, indent=1))
    return True


def environment():
    """Ours, without what would point a benchmark at somebody's real database; Lighthouse asks where Chromium is."""
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DATABASE_URL_FILE", "DJANGO_SETTINGS_MODULE")
    }
    return {"CHROME_PATH": shutil.which("chromium") or "", **env, "ON_DISK": "1"}


def stop(process):
    """Ctrl-C for the benchmark, not for what starts a database for it: each takes down its own. Then what is left."""
    if process.poll() is not None:
        return
    benchmarks = children(process.pid) if POSTGRES[0] in process.args else []
    for pid in benchmarks or [process.pid]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(60)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def install(tools):
    """granian, Wagtail and Lighthouse, each in a folder of its own: nothing of them is ever in the site's."""
    tools.mkdir(parents=True, exist_ok=True)
    python = [sys.executable, "-m"]
    peer = tools / "wagtail"
    commands = {
        "wagtail": [
            [*python, "venv", str(peer)],
            [str(peer / "bin/pip"), "install", "-q", "wagtail", "gunicorn"],
        ],
        "granian": [[str(peer / "bin/pip"), "install", "-q", "--target", str(tools / "granian"), "granian"]],
        "lighthouse": [
            ["npm", "install", "--silent", "--prefix", str(tools / "lighthouse"), "lighthouse@12"]
        ],
    }
    for name, steps in commands.items():
        for step in [] if (tools / name).exists() else steps:
            try:
                subprocess.run(step, check=True)
            except (OSError, subprocess.CalledProcessError) as error:
                say(f"{name}: {error}")
                shutil.rmtree(tools / name, ignore_errors=True)
                break


def rows(folder, names, failed):
    """(benchmark, its figures, what is known of its run) of everything that was asked for."""
    for name in names:
        about = folder.about(name)
        if name in failed:
            yield name, [Figure(failed[name], None, "", False)], {}
        elif about and folder.file(name, "json").exists():
            try:
                found = judged(WANTED[name], json.loads(folder.file(name, "json").read_text()))
            except ANOTHER_SHAPE as error:
                found = [Figure(f"{name}.json cannot be read: {error!r}", None, "", False)]
            yield name, found, about
        else:
            yield name, [Figure("not run", None)], {}


def table(folder, names, failed):
    """The table in Markdown, written into the folder as well. Returns how many figures are missed."""
    lines = ["| | figure | wanted | | commit, date |", "|---|---|---|---|---|"]
    missed = 0
    for name, found, about in rows(folder, names, failed):
        when = f"{about['commit']}, {about['date']}" if about else ""
        for one in found:
            verdict = {None: "", True: "met", False: "**missed**"}[one.met]
            missed += one.met is False
            shown = "" if one.value is None else one.value
            lines.append(f"| {name}: {one.what} | {shown} | {one.wanted} | {verdict} | {when} |")
    lines.append(f"\n{missed} missed. {' '.join(sys.argv[1:])}")
    (folder.path / "table.md").write_text("\n".join(lines) + "\n")
    say("\n".join(lines))
    return missed


def asked_for():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", required=True)
    parser.add_argument("--tools", help="granian, wagtail and lighthouse are in here; else FOLDER/tools")
    parser.add_argument("--install", action="store_true", help="bring what lacks of the tools, then end")
    parser.add_argument("--quick", action="store_true", help="small sizes: the figures are worth nothing")
    parser.add_argument("--only", help=f"of {','.join(BENCHES)}")
    parser.add_argument("--again", action="store_true", help="also what is finished")
    parser.add_argument("--table", action="store_true", help="run nothing")
    options = parser.parse_args()
    options.names = options.only.split(",") if options.only else [*BENCHES]
    if unknown := [name for name in options.names if name not in BENCHES]:
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    return options


def main():
    options = asked_for()
    folder, failed, stopped = Folder(options.folder, options.tools), {}, False
    if options.install:
        install(folder.tools)
        return 0
    for name in [] if options.table else options.names:
        if folder.finished(name, options.quick) and not options.again:
            say(f"{name}: finished before")
            continue
        if lack := lacking(BENCHES[name], folder):
            failed[name] = f"not run, this lacks: {lack}"
            say(f"{name}: {failed[name]}")
            continue
        say(f"{name}:")
        try:
            if not run(name, folder, options.quick):
                failed[name] = f"FAILED, see {name}.txt"
        except KeyboardInterrupt:
            say(f"{name} was stopped; the same command goes on with it.")
            stopped = True
            break
    missed = table(folder, options.names, failed)
    return 1 if missed or failed or stopped else 0


if __name__ == "__main__":
    sys.exit(main())
