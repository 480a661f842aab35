"""How each program is called, and how its answer is read. Each returns findings: (rule, place, words)."""

import csv
import json
import subprocess
import sys
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


def pip_audit(program, _site, _folder, _minutes):
    """--strict: without a network it would skip every package and call that a success."""
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


def schemathesis(program, site, folder, minutes):
    report = folder / "schemathesis.xml"
    call(
        program, "run", site.schema, "--url", site.url, "--checks", "not_a_server_error", "--phases", "fuzzing",
        "--mode", "all", "--max-examples", 10 * minutes, "--max-time", minutes * 60, "--continue-on-failure",
        "-H", SAME_SITE, "--report", "junit", "--report-junit-path", report, "--no-color", "--seed", "1", folder=folder,
        seconds=minutes * 60 + 240,
    )  # fmt: skip
    tree = ET.parse(report)  # written by a program that we called
    if len(tree.findall(".//testcase")) < 50:
        raise BrokenError("asked for fewer than 50 addresses")
    return [
        (fault.tag, case.get("name", ""), (fault.get("message") or fault.text or "")[:200])
        for case in tree.findall(".//testcase")
        for fault in [*case.findall("failure"), *case.findall("error")]
    ]


def wapiti(program, site, folder, minutes):
    report = folder / "wapiti.json"
    call(
        program, "-u", f"{site.url}/", "-f", "json", "-o", report, "--flush-session", "-H", SAME_SITE,
        "-m", "xss,permanentxss,sql,csrf,redirect,file,exec,crlf,ssrf,cookieflags,csp,http_headers", "-v", "0",
        "--max-scan-time", minutes * 60, "--store-session", folder, seconds=minutes * 60 + 300,
    )  # fmt: skip
    said = json.loads(report.read_text(encoding="utf-8"))
    if said["infos"].get("crawled_pages_nbr", 0) < 20:
        raise BrokenError("opened fewer than 20 pages")
    return [
        (kind, urlsplit(row["path"]).path, row["info"])
        for part in ("vulnerabilities", "anomalies")
        for kind, rows in said[part].items()
        for row in rows
    ]


def sqlmap(program, site, folder, minutes):
    found = []
    for number, (path, fields) in enumerate(
        [
            ("/resources/?country=GB&need=legal", ""),
            ("/resources/", "q=help&country=GB"),
            ("/act/actions/?when=now", ""),
            ("/iwill/?before=10&action=A01", ""),
            ("/hsds/services?page=1&per_page=5", ""),
        ]
    ):
        results = folder / f"sqlmap-{number}.csv"
        words = ["--data", fields] if fields else []
        call(
            program, "-u", site.url + path, *words, "--batch", "--level", "2", "--risk", "1", "-H", SAME_SITE,
            "--output-dir", folder, "--results-file", results, "--flush-session", seconds=minutes * 60,
        )  # fmt: skip
        if results.exists():
            with results.open(encoding="utf-8") as rows:
                found += [(row["Technique(s)"], path, row["Parameter"]) for row in csv.DictReader(rows)]
    return [row for row in found if row[0]]


def nikto(program, site, folder, minutes):
    report = folder / "nikto.json"
    call(
        program, "-h", site.url, "-Format", "json", "-o", report, "-nointeractive", "-maxtime", f"{minutes * 60}s",
        seconds=minutes * 60 + 120,
    )  # fmt: skip
    said = json.loads(report.read_text(encoding="utf-8"))
    hosts = said if isinstance(said, list) else [said]
    return [
        (str(row["id"]), row.get("url", ""), row["msg"])
        for host in hosts
        for row in host.get("vulnerabilities", [])
    ]


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
