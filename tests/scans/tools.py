"""How each program is called, and how its answer is read. Each returns findings: (rule, place, words)."""

import csv
import json
import subprocess
import sys
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urlsplit

from tests.scans.site import ROOT

SOURCES = ("config", "resources", "actions", "manage.py", "run")
SAME_SITE = (
    "Sec-Fetch-Site: same-origin"  # else the guard of forms refuses all, and nothing behind it is looked at
)


class BrokenError(Exception):
    """The program ran and did not do its work: that is no clean bill."""


class OfflineError(Exception):
    """The program cannot reach what it compares with."""


def call(*command, seconds=1800, good=(0, 1), folder=None):
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder or ROOT, capture_output=True, text=True, timeout=seconds, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise BrokenError(f"not done after {seconds} seconds") from error
    if done.returncode not in good or (done.returncode and not done.stdout.strip()):
        raise BrokenError(f"exit code {done.returncode}: {(done.stderr or done.stdout).strip()[-300:]}")
    return done.stdout


def inside(path):
    path = Path(path)
    return str(path.relative_to(ROOT) if path.is_absolute() else path).removeprefix("./")


def bandit(program, _site, _folder, _minutes):
    said = json.loads(call(program, "-q", "-r", *SOURCES, "-f", "json"))
    if said["errors"]:
        raise BrokenError(str(said["errors"])[:300])
    if said["metrics"]["_totals"]["loc"] < 10_000:
        raise BrokenError("looked at nearly nothing")
    return [
        (row["test_id"], inside(row["filename"]), f"line {row['line_number']}: {row['issue_text']}")
        for row in said["results"]
    ]


def ruff(program, _site, _folder, _minutes):
    said = json.loads(
        call(program, "check", "--no-cache", "--select", "S", "--output-format", "json", *SOURCES)
    )
    return [(row["code"], inside(row["filename"]), row["message"]) for row in said]


def knows_faults():
    """Whether PyPI answers with the known faults of a package; a mirror of packages has none."""
    try:
        with urllib.request.urlopen("https://pypi.org/pypi/django/json", timeout=20) as answer:
            return "vulnerabilities" in json.load(answer)
    except (OSError, ValueError):
        return False


def pip_audit(program, _site, _folder, _minutes):
    """--strict: without a network it would skip every package and call that a success."""
    if not knows_faults():
        raise OfflineError("no list of known faults at pypi.org from here")
    lock = "requirements/base.txt"
    said = json.loads(
        call(program, "--strict", "--disable-pip", "-r", lock, "-f", "json", "--progress-spinner", "off")
    )
    if not said["dependencies"] or any("skip_reason" in row for row in said["dependencies"]):
        raise BrokenError("packages were skipped")
    return [
        (fault["id"], row["name"], f"{row['version']}, repaired in {fault['fix_versions']}")
        for row in said["dependencies"]
        for fault in row["vulns"]
    ]


# "Come back later", said in words: the whole of the open data while somebody else fetches it, or a closed board.
ON_PURPOSE = "503"


def asked_enough(site, least, every=False):
    """What the site itself saw: its own errors are findings, whoever provoked them; too few questions are none."""
    seen = site.asked_since()
    paths = {path for _method, _status, path in seen}
    if seen.total() < least:
        raise BrokenError(f"asked {seen.total()} times, at least {least} were needed")
    if every and (missed := sorted(set(site.paths) - paths)):
        raise BrokenError(f"never asked: {', '.join(missed)[:200]}")
    site.said = f": asked {seen.total()} times, {len(paths)} addresses"
    return [
        (f"status {status}", path, f"{number} times {method}")
        for (method, status, path), number in seen.items()
        if status.startswith("5") and status != ON_PURPOSE
    ]


def schemathesis(program, site, folder, minutes):
    report = folder / "schemathesis.xml"
    call(
        program, "run", site.schema, "--url", site.url, "--checks", "not_a_server_error", "--phases", "fuzzing",
        "--mode", "all", "--max-examples", 5 * minutes, "--max-time", minutes * 60, "--continue-on-failure",
        "--request-timeout", 60, "--workers", 4, "--suppress-health-check", "all",
        "-H", SAME_SITE, "--report", "junit", "--report-junit-path", report, "--no-color", "--seed", "1", folder=folder,
        seconds=minutes * 60 + 240,
    )  # fmt: skip
    tree = ET.parse(report)  # written by a program that we called
    return [
        (fault.tag, case.get("name", ""), (fault.get("message") or fault.text or "")[:200])
        for case in tree.findall(".//testcase")
        for fault in [*case.findall("failure"), *case.findall("error")]
        if f"[{ON_PURPOSE}]" not in (fault.text or "")
    ] + asked_enough(site, 2_000, every=True)


# Not ssrf: it asks a server on the internet whether ours called. What of ours goes out is held by test_safe_fetch.py.
WAPITI = "xss,permanentxss,sql,csrf,redirect,file,exec,crlf,cookieflags,csp,http_headers"


def wapiti(program, site, folder, minutes):
    report = folder / "wapiti.json"
    starts = [part for path in site.paths for part in ("-s", site.url + path)]
    call(
        program, "-u", f"{site.url}/", *starts, "-f", "json", "-o", report, "--flush-session", "-H", SAME_SITE,
        "-m", WAPITI, "-v", 0, "--no-bugreport", "-d", 3, "--max-files-per-dir", 15, "--max-parameters", 30,
        "--max-scan-time", minutes * 20, "--max-attack-time", minutes * 60 // len(WAPITI.split(",")),
        "--store-session", folder, seconds=minutes * 60 + 600, folder=folder,
    )  # fmt: skip
    said = json.loads(report.read_text(encoding="utf-8"))
    return [
        (kind, urlsplit(row["path"]).path, f"{row.get('parameter') or ''} {row['info']}".strip())
        for part in ("vulnerabilities", "anomalies")
        for kind, rows in said[part].items()
        for row in rows
    ] + asked_enough(site, 500)


# Not the technique that waits for a slow answer: on a busy machine every answer is slow.
# What reads words, codes and numbers of readers, by GET and by POST.
ASKED = (
    ("/resources/?country=GB&need=legal&page=1", ""),
    ("/resources/", "q=help&country=GB&region=GB-SCT&channel=call"),
    ("/act/actions/?when=now&strategy=direct", ""),
    ("/iwill/?before=10&action=A01&place=work", ""),
    ("/hsds/services?page=1&per_page=5&taxonomy_term_id=a&modified_after=2020-01-01", ""),
    ("/iwill/mine/", "words=one+two+three"),
)


def sqlmap(program, site, folder, minutes):
    found = []
    for number, (path, fields) in enumerate(ASKED):
        results = folder / f"sqlmap-{number}.csv"
        said = call(
            program, "-u", site.url + path, *(["--data", fields] if fields else []), "--batch", "--level", 1,
            "--risk", 1, "--technique", "BEUS", "-H", SAME_SITE, "--output-dir", folder / "sqlmap",
            "--results-file", results, "--flush-session", "--disable-coloring", "--threads", 4,
            seconds=minutes * 120, folder=folder,
        )  # fmt: skip
        if "all tested parameters do not appear to be injectable" not in said and not results.exists():
            raise BrokenError(f"{path}: {said.strip()[-300:]}")
        if results.exists():
            with results.open(encoding="utf-8") as rows:
                found += [(row["Technique(s)"], path, row["Parameter"]) for row in csv.DictReader(rows)]
    return [row for row in found if row[0]] + asked_enough(site, 500)


def nikto(program, site, folder, minutes):
    report = folder / "nikto.json"
    call(
        program, "-h", site.url, "-Format", "json", "-o", report, "-nointeractive", "-maxtime", f"{minutes * 60}s",
        "-nocheck", "-ask", "no", seconds=minutes * 60 + 120, folder=folder,
    )  # fmt: skip
    said = json.loads(report.read_text(encoding="utf-8"))
    hosts = said if isinstance(said, list) else [said]
    return [
        (str(row["id"]), row.get("url", ""), row["msg"])
        for host in hosts
        for row in host.get("vulnerabilities", [])
    ] + asked_enough(site, 500)


# name: (program, how it runs, whether it needs the site)
TOOLS = {
    "ruff": ("ruff", ruff, False),
    "bandit": ("bandit", bandit, False),
    "pip-audit": ("pip-audit", pip_audit, False),
    "schemathesis": ("schemathesis", schemathesis, True),
    "wapiti": ("wapiti", wapiti, True),
    "sqlmap": ("sqlmap", sqlmap, True),
    "nikto": ("nikto", nikto, True),
}
HERE = Path(sys.executable).parent
