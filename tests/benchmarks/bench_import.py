"""How long 20,000 services take to come in, and how much memory.

    .venv/bin/python -m tests.benchmarks.bench_import [how many, 20000] [--json FILE]

Starts one process per format with a database of its own and prints seconds and peak memory of planning and applying.
"""

import argparse
import csv
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from tests.benchmarks.serving import ROOT, environment

LIMIT_MB = 512


def key(name):
    return str(uuid5(NAMESPACE_URL, name))


def rows(count):
    """Services as a partner sends them: an organisation, three contacts, hours, two terms and a place each."""
    for number in range(count):
        mark = f"{number:06d}"
        yield {
            "id": key(f"service {mark}"),
            "name": f"Harbour House {mark}",
            "description": f"Listens to people who were hurt, near pier {mark}. " * 6,
            "url": f"https://house-{mark}.example.org/",
            "status": "active",
            "last_modified": "2026-11-01T10:00:00Z",
            "organization": {"id": key(f"org {mark}"), "name": f"Trust {mark}", "description": "A charity."},
            "phones": [
                {"id": key(f"phone {place} {mark}"), "number": f"+44 20 {place} {mark}", "type": "voice"}
                for place in (7946, 7947)
            ],
            "contacts": [{"id": key(f"contact {mark}"), "email": f"help@house-{mark}.example.org"}],
            "schedules": [
                {"id": key(f"hours {mark}"), "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00"}
            ],
            "attributes": [
                {"id": key(f"{code} {mark}"), "taxonomy_term": {"id": key(code), "code": code, "name": code}}
                for code in ("emotional_support", "legal")
            ],
            "service_at_locations": [
                {
                    "id": key(f"at {mark}"),
                    "location": {
                        "id": key(f"place {mark}"), "location_type": "physical", "name": f"Pier {mark}",
                        "addresses": [{
                            "id": key(f"address {mark}"), "address_1": f"{number} Pier Road", "city": "Leeds",
                            "state_province": "", "postal_code": "LS1", "country": "GB", "address_type": "physical",
                        }],
                    },
                }
            ],
        }  # fmt: skip


def write_lines(path, count):
    with path.open("w") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows(count))


def write_zip(path, count):
    """The same as tables."""
    found = {}
    terms = {}
    for row in rows(count):
        parent = {"service_id": row["id"]}
        organization = row.pop("organization")
        found.setdefault("organizations", []).append(organization)
        for name, table in (("phones", "phones"), ("contacts", "contacts"), ("schedules", "schedules")):
            found.setdefault(table, []).extend({**part, **parent} for part in row.pop(name))
        for part in row.pop("attributes"):
            term = part.pop("taxonomy_term")
            terms[term["id"]] = term
            link = {"link_id": row["id"], "link_entity": "service", "taxonomy_term_id": term["id"]}
            found.setdefault("attributes", []).append({**part, **link})
        for part in row.pop("service_at_locations"):
            location = part.pop("location")
            found.setdefault("addresses", []).extend(
                {**one, "location_id": location["id"]} for one in location.pop("addresses")
            )
            found.setdefault("locations", []).append(location)
            found.setdefault("service_at_location", []).append(
                {**part, **parent, "location_id": location["id"]}
            )
        found.setdefault("services", []).append({**row, "organization_id": organization["id"]})
    found["taxonomy_terms"] = list(terms.values())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, entries in found.items():
            text = io.StringIO()
            writer = csv.DictWriter(text, list(entries[0]))
            writer.writeheader()
            writer.writerows(entries)
            archive.writestr(f"{name}.csv", text.getvalue())


def measure(path, said):
    """In a process of its own: plan, apply, plan again (nothing to do) and undo. Figures go into the file `said`."""
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from resources.hsds import apply, plan, undo
    from resources.loading import load_vocabulary

    call_command("migrate", verbosity=0)
    load_vocabulary()
    one, two = (User.objects.create_user(name, is_staff=True) for name in ("one", "two"))

    found = {}

    def timed(what, action):
        start, work = time.monotonic(), time.process_time()
        result = action()
        found[what] = {
            "s": round(time.monotonic() - start, 1),
            "s of processor": round(time.process_time() - work, 1),
        }
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        took = f"{time.monotonic() - start:.1f} s, of that {time.process_time() - work:.1f} s at work"
        print(f"  {what}: {took}, peak {peak} MB", flush=True)  # noqa: T201
        return result

    def planned():
        with path.open("rb") as raw:
            return plan.plan(raw, path.name, by=one)

    batch = timed("plan", planned)
    timed("apply", lambda: apply.apply(batch, by=two))
    again = timed("plan again", planned)
    report = timed("undo", lambda: undo.undo(batch, by=two))
    print(f"  {batch.counts} / again {again.counts} / undone {report.count}")  # noqa: T201
    found["peak MB"] = peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    Path(said).write_text(json.dumps(found))
    if peak > LIMIT_MB:
        sys.exit(f"Peak {peak} MB is above {LIMIT_MB} MB.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("--json")
    parser.add_argument("--measure", nargs=2, metavar=("FILE", "SAID"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(Path(options.measure[0]), options.measure[1])
        return
    found = {}
    for name, write in (("lines.ndjson", write_lines), ("tables.zip", write_zip)):
        with tempfile.TemporaryDirectory() as folder:
            path, said = Path(folder) / name, Path(folder) / "said.json"
            write(path, options.count)
            print(f"{options.count} services, {name}, {path.stat().st_size >> 20} MB:", flush=True)  # noqa: T201
            env = environment(Path(folder) / "bench.sqlite3", folder)
            command = [sys.executable, "-m", "tests.benchmarks.bench_import"]
            command += ["--measure", str(path), str(said)]
            done = subprocess.run(command, env=env, cwd=ROOT, check=False)
            if said.exists():
                found[name] = json.loads(said.read_text())
            if options.json:
                Path(options.json).write_text(json.dumps(found, indent=1))
            if done.returncode:
                sys.exit(done.returncode)


if __name__ == "__main__":
    main()
