"""Our two lists beside the same list in Wagtail: 200 services, filters, as many rows on the page, in turn.

    python3 -m venv /tmp/wagtail && /tmp/wagtail/bin/pip install wagtail gunicorn
    .venv/bin/python -m tests.benchmarks.bench_wagtail --wagtail /tmp/wagtail --json wagtail.json

Wagtail: what `wagtail start` makes, with a page of the tree for each service, snippets, a form of filters and a
template on its base (wagtail_site/). The texts of the services are those of our catalogue on both sides. SQLite, one
worker of gunicorn with our threads on one processor, wrk on the other. Cached: there Django's cache for the whole site
in memory, here the ready pages. Processor time for each request is compared. Ours are sent compressed, as always;
Wagtail's are not, as it comes. "directory" is what a reader sees first: the services of one country and of none.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.asking import measure
from tests.benchmarks.serving import ROOT, collect, environment, start
from tests.benchmarks.wagtail_site.start import Peer

SIZE = 200
BOARD, DIRECTORY = 24, 12  # rows on a page of ours
# ours: (Wagtail's, how many times less processor it must take at least)
TARGETS = {
    "board": ("Wagtail, 24 rows", 15.0),
    "board, one filter": ("Wagtail, 24 rows, one filter", 15.0),
    "directory": ("Wagtail, 12 rows", 15.0),
    "directory, one filter": ("Wagtail, 12 rows, one filter", 15.0),
    "board, ready": ("Wagtail, cached", 2.0),
    "directory, ready": ("Wagtail, cached", 2.0),
}


def fill(records):
    """In a process of its own: our site with 200 services and 200 promises; the services also as a file for Wagtail."""
    from tests.benchmarks import bench_board  # isort: skip  (sets Django up, so it comes first)
    from resources import catalogue_rows, loading
    from resources.models import Service
    from resources.records import parse

    bench_board.call_command("migrate", verbosity=0)
    whole = json.loads(loading.PATH.read_text(encoding="utf-8"))
    fit = {r["slug"] for r in parse(json.dumps(whole)).records if not catalogue_rows.draft_reason(r)}
    whole["services"] = [record for record in whole["services"] if record["slug"] in fit][:SIZE]
    part = Path(records).with_suffix(".part")
    part.write_text(json.dumps(whole), encoding="utf-8")
    loading.load(part)
    bench_board.call_command("load_guidance", verbosity=0)
    bench_board.fill(SIZE, 0)
    services = Service.objects.published().prefetch_related("contacts", "needs")
    Path(records).write_text(json.dumps([row(service) for service in services]), encoding="utf-8")


def row(service):
    """What a developer of the other site would ask an editor for."""
    phones = [c.value for c in service.contacts.all() if c.channel == "phone"]
    return {
        **{name: getattr(service, name) or "" for name in ("slug", "name", "description", "country")},
        "phone": phones[0][:60] if phones else "",
        "url": service.website or "",
        "needs": [need.code for need in service.needs.all()],
    }


def addresses(long, short, cached, live, ready):
    """Row of the table to (server, address)."""
    return {
        "Wagtail, 24 rows": (long, "/services/"),
        "Wagtail, 24 rows, one filter": (long, "/services/?country=US"),
        "Wagtail, 12 rows": (short, "/services/?country=US"),
        "Wagtail, 12 rows, one filter": (short, "/services/?country=US&need=legal"),
        "Wagtail, cached": (cached, "/services/"),
        "board": (live, "/iwill/"),
        "board, one filter": (live, "/iwill/?place=workplace"),
        "directory": (live, "/resources/?country=US"),
        "directory, one filter": (live, "/resources/?country=US&need=legal"),
        "board, ready": (ready, "/iwill/"),
        "directory, ready": (ready, "/resources/?country=US"),
    }


def told(found):
    """The table; the ratios with what was wanted."""
    for name, (rate, cost) in found.items():
        sys.stdout.write(f"{name:32} {rate:8.0f} a second {cost:9.0f} us of processor each\n")
    ratios = {}
    for name, (peer, wanted) in TARGETS.items():
        ratio = found[peer][1] / found[name][1]
        ratios[f"{peer} / {name}"] = {"ratio": round(ratio, 2), "wanted": wanted, "hit": ratio >= wanted}
    for name, said in ratios.items():
        verdict = "" if said["hit"] else ": MISSED"
        sys.stdout.write(f"{name}: x{said['ratio']:.2f}, at least x{said['wanted']:g} wanted{verdict}\n")
    return ratios


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wagtail", required=True, help="the environment that Wagtail is in")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wagtail-") as scratch:
        records, database = Path(scratch) / "records.json", Path(scratch) / "ours.sqlite3"
        code = f"from tests.benchmarks import bench_wagtail; bench_wagtail.fill({str(records)!r})"
        command = [sys.executable, "-c", code]
        subprocess.run(
            command, check=True, cwd=ROOT, env=environment(database, scratch), stdout=subprocess.DEVNULL
        )
        collect(database, scratch)
        peer = Peer(options.wagtail, Path(scratch) / "peer")
        peer.make(records)
        wagtail, django = peer.version()
        running = []
        try:
            for rows, cached in ((BOARD, False), (DIRECTORY, False), (BOARD, True)):
                running.append(peer.serve(rows, cached))
            running += [start(database, scratch, READY_MEGABYTES=megabytes) for megabytes in (0, 16)]
            found = measure(addresses(*running), options.rounds, options.seconds)
        finally:
            for server in running:
                server.stop()
    sys.stdout.write(f"Wagtail {wagtail}, Django {django}\n")
    ratios = told(found)
    if options.json:
        said = {"wagtail": wagtail, "django": django, "found": found, "ratios": ratios}
        Path(options.json).write_text(json.dumps(said, indent=1))
    return 0 if all(said["hit"] for said in ratios.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
