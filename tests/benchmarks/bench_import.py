"""How long 20,000 services take to come in, and how much memory: python tests/benchmarks/bench_import.py [count]

Starts one process per format with a database of its own and prints seconds and peak memory of planning and applying.
"""

import csv
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).resolve().parents[2]
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


def measure(path):
    """In a process of its own: plan, apply, plan again (nothing to do) and undo."""
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from resources.hsds import apply, plan, undo
    from resources.loading import load_vocabulary

    call_command("migrate", verbosity=0)
    load_vocabulary()
    one, two = (User.objects.create_user(name, is_staff=True) for name in ("one", "two"))

    def timed(what, action):
        start, work = time.monotonic(), time.process_time()
        result = action()
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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if peak > LIMIT_MB:
        sys.exit(f"Peak {peak} MB is above {LIMIT_MB} MB.")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    for name, write in (("lines.ndjson", write_lines), ("tables.zip", write_zip)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            write(path, count)
            print(f"{count} services, {name}, {path.stat().st_size >> 20} MB:", flush=True)  # noqa: T201
            settings = {
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "SECRET_KEY": "x" * 50,
                "DEBUG": "0",
                "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
                "PYTHONPATH": str(ROOT),
            }
            command = [sys.executable, __file__, "--measure", str(path)]
            done = subprocess.run(command, env={**os.environ, **settings}, cwd=ROOT, check=False)
            if done.returncode:
                sys.exit(done.returncode)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        main()
