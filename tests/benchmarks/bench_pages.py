"""Pages of one worker on one processor, each against a Django view that returns a constant page of the board's size.

    .venv/bin/python -m tests.benchmarks.bench_pages --folder /tmp/boards --granian /tmp/granian --json pages.json

`--folder` keeps the two boards (1,000 and a million promises; making the large one takes minutes) for the next run.
`--granian`: where `pip install --target FOLDER granian` put it; without it that row is left out. wrk is used where it
is installed. Everything is asked in turn, forwards and backwards (A B C C B A), so slow moments hit all alike.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.asking import measure
from tests.benchmarks.serving import ROOT, collect, environment, start

CONSTANT = "constant view"
# row: (what it is measured against, how many times as fast it must be at least). By processor time for each request:
# the number of requests a second says the same on a machine with nothing else to do, and little on a busy one.
TARGETS = {
    "board, ready": (CONSTANT, 2.0),
    "home, ready": (CONSTANT, 2.0),
    "board, ready, granian": (CONSTANT, 8.0),
    "board, live, large": (CONSTANT, 0.7),
    "board, live, large, deep": ("board, live, large", 1 / 1.15),
}
BOARD, FLAT = 1 / 1.1, 1 / 1.3  # the large board against the small one: its first page; filters and the feed


def boards(folder, scratch, small, large):
    """The files of both boards; made unless they are there."""
    made = {}
    for name, size in (("small", small), ("large", large)):
        file = Path(folder) / f"{size}.sqlite3"
        if not file.exists():
            draft = file.with_suffix(".draft")
            draft.unlink(missing_ok=True)
            code = f"from tests.benchmarks import bench_pages; bench_pages.fill({size})"
            command = [sys.executable, "-c", code]
            env = environment(draft, scratch)
            subprocess.run(command, check=True, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
            draft.rename(file)
        made[name] = file
    return made


def fill(size):
    """In a process of its own: the settings belong to one database."""
    from tests.benchmarks import bench_board

    bench_board.call_command("migrate", verbosity=0)
    bench_board.call_command("load_guidance", verbosity=0)
    with bench_board.connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    bench_board.fill(size, 1000)


def deep(server, pages):
    """The address of the board after so many pages: each is followed from the one before."""
    path = "/iwill/"
    for _page in range(pages):
        body = server.get(path)[1].decode()
        start_at = body.find('href="?before=')
        if start_at < 0:
            break
        path = f"/iwill/{body[start_at + 6 : body.index(chr(34), start_at + 6)]}"
    return path


def targets(ready, small, large, fast, pages):
    """Row of the table to (server, address)."""
    found = {
        CONSTANT: (large, "/constant/"),
        "board, ready": (ready, "/iwill/"),
        "home, ready": (ready, "/"),
    }
    if fast:
        found["board, ready, granian"] = (fast, "/iwill/")
    for size, server in (("small", small), ("large", large)):
        found[f"board, live, {size}"] = (server, "/iwill/")
        found[f"a place and a language, {size}"] = (server, "/iwill/?place=workplace&language=es")
        found[f"feed, live, {size}"] = (server, "/iwill/feed.atom")
    found["board, live, large, deep"] = (large, deep(large, pages))
    found["home, live, large"] = (large, "/")
    return found


def say(line):
    sys.stdout.write(f"{line}\n")


def checks(found):
    """(row, the row it is measured against, how many times as fast it must be) for everything that was measured."""
    rules = [(name, base, least) for name, (base, least) in TARGETS.items()]
    for name in found:
        if "large" in name:
            rules.append((name, name.replace("large", "small"), BOARD if name.startswith("board") else FLAT))
    return [rule for rule in rules if rule[0] in found and rule[1] in found]


def told(found):
    """The table, and the rows that miss their target."""
    missed = []
    base_rate, base_cost = found[CONSTANT]
    say(f"{'':30} {'a second':>9} {'us each':>8}  rate/constant  processor/constant")
    for name, (rate, cost) in found.items():
        say(f"{name:30} {rate:9.0f} {cost:8.0f}  x{rate / base_rate:<12.2f}  x{cost / base_cost:.2f}")
    for name, base, least in checks(found):
        ratio = found[base][1] / found[name][1]
        verdict = "" if ratio >= least else ": MISSED"
        say(f"{name} / {base}: x{ratio:.2f}, at least x{least:.2f} wanted{verdict}")
        missed += [name] if ratio < least else []
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", help="keeps the boards")
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, default=1000, help="how deep the deep page is")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--granian", default="")
    parser.add_argument("--json", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        files = boards(options.folder or scratch, scratch, options.small, options.large)
        collect(files["small"], scratch)
        page = Path(scratch) / "page.html"
        running = []
        try:
            first = start(files["large"], scratch, READY_MEGABYTES=0)
            page.write_bytes(first.get("/iwill/")[1])
            first.stop()
            more = {"CONSTANT_PAGE": page}
            for file, ready, granian in (
                ("large", 16, ""),
                ("small", 0, ""),
                ("large", 0, ""),
                *([("large", 16, options.granian)] if options.granian else []),
            ):
                running.append(start(files[file], scratch, granian=granian, READY_MEGABYTES=ready, **more))
            asked = targets(*running, *([] if options.granian else [None]), options.pages)
            found = measure(asked, options.rounds, options.seconds)
        finally:
            for server in running:
                server.stop()
    missed = told(found)
    if options.json:
        Path(options.json).write_text(json.dumps({"found": found, "options": vars(options)}, indent=1))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
