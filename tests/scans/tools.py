"""How each program is called, and how its answer is read. Each returns findings: (rule, place, words)."""

import json
import re
import sys
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urlsplit

from tests.scans.calling import (
    COULD_NOT_LOOK,
    ON_PURPOSE,
    SAME_SITE,
    BrokenError,
    OfflineError,
    asked_enough,
    call,
)
from tests.scans.fields import targets
from tests.scans.injection import sqlmap
from tests.scans.site import ROOT

SOURCES = ("config", "resources", "actions", "manage.py", "run")


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


# What pip-audit can compare with: its name, a question, a word of a right answer. A mirror of PyPI knows no faults.
DJANGO = {"name": "django", "ecosystem": "PyPI"}
LISTS = (
    ("pypi", "https://pypi.org/pypi/django/5.2/json", None, "vulnerabilities"),
    ("osv", "https://api.osv.dev/v1/query", {"version": "5.2", "package": DJANGO}, "vulns"),
)


def list_of_faults():
    """The first list that answers with known faults of an old Django. OfflineError when none does."""
    for name, url, question, word in LISTS:
        try:
            data = json.dumps(question).encode() if question else None
            with urllib.request.urlopen(url, data, timeout=20) as answer:
                if json.load(answer).get(word):
                    return name
        except (OSError, ValueError):
            continue
    raise OfflineError(f"{COULD_NOT_LOOK}: no list of known faults is reached from here (pypi.org, osv.dev)")


def pip_audit(program, _site, _folder, _minutes):
    """--strict: without a network it would skip every package and call that a success."""
    service, lock = list_of_faults(), "requirements/base.txt"
    said = json.loads(
        call(
            program, "--strict", "--disable-pip", "-r", lock, "-s", service, "-f", "json", "--progress-spinner", "off"
        )
    )  # fmt: skip
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


# What differs from site to site in an address, so that an explanation can name the exact page.
SAMPLES = (
    (re.compile(r"/iwill/mine/[\w-]{20,}/"), "/iwill/mine/SECRET/"),
    (re.compile(r"/iwill/[a-z0-9]{10}/"), "/iwill/PLEDGE/"),
    (re.compile(r"/resources/confirm/.+/"), "/resources/confirm/LINK/"),
    (re.compile(r"/resources/[\w-]+/problem/"), "/resources/LISTING/problem/"),
)


def page_of(address):
    path = urlsplit(address).path
    for pattern, name in SAMPLES:
        path = pattern.sub(name, path)
    return path


def cut_off(heard):
    """What a program said of its own end, as findings: what came after a limit was not looked at."""
    limits = ("time was reached", "maximum execution time")
    lines = [line.strip() for line in heard.splitlines()]
    return [("not finished", "/", line) for line in lines if any(limit in line.lower() for limit in limits)]


def wapiti(program, site, folder, minutes):
    """From one address of each kind on, and from each that takes words in its query."""
    asking = [
        target.path for target in targets(site.told) if not (target.data or target.who or "*" in target.path)
    ]
    return wapiti_at(program, site, folder, minutes, [*site.paths, *asking], WAPITI) + asked_enough(site, 500)


def wapiti_at(program, site, folder, minutes, paths, kinds):
    """Findings of these kinds from these addresses on. A crawl or an attack that its limit cut off is one too."""
    report = folder / "wapiti.json"
    starts = [part for path in paths for part in ("-s", site.url + path)]
    heard = call(
        program, "-u", f"{site.url}/", *starts, "-f", "json", "-o", report, "--flush-session", "-H", SAME_SITE,
        "-m", kinds, "-v", 1, "--no-bugreport", "-d", 1, "--max-files-per-dir", 15, "--max-parameters", 30,
        "--max-scan-time", minutes * 60, "--max-attack-time", minutes * 180,
        "--store-session", folder, seconds=minutes * 180 * (2 + len(kinds.split(","))), folder=folder,
    )  # fmt: skip
    said = json.loads(report.read_text(encoding="utf-8"))
    return [
        (kind, page_of(row["path"]), f"{row.get('parameter') or ''} {row['info']}".strip())
        for part in ("vulnerabilities", "anomalies")
        for kind, rows in said[part].items()
        for row in rows
    ] + cut_off(heard)


def nikto(program, site, folder, minutes):
    report = folder / "nikto.json"
    heard = call(
        program, "-h", site.url, "-Format", "json", "-o", report, "-nointeractive", "-maxtime", f"{minutes * 180}s",
        "-nocheck", "-ask", "no", seconds=minutes * 180 + 120, folder=folder,
    )  # fmt: skip
    said = json.loads(report.read_text(encoding="utf-8"))
    hosts = said if isinstance(said, list) else [said]
    return (
        [
            (str(row["id"]), row.get("url", ""), row["msg"])
            for host in hosts
            for row in host.get("vulnerabilities", [])
        ]
        + cut_off(heard)
        + asked_enough(site, 500)
    )


# name: (program, how it runs, whether it needs the site)
TOOLS = {
    "ruff": ("ruff", ruff, False),
    "bandit": ("bandit", bandit, False),
    "pip-audit": ("pip-audit", pip_audit, False),
    # sqlmap first: its links and sessions are fresh, and nobody has answered or closed anything yet.
    "sqlmap": ("sqlmap", sqlmap, True),
    "nikto": ("nikto", nikto, True),
    "schemathesis": ("schemathesis", schemathesis, True),
    "wapiti": ("wapiti", wapiti, True),
}
HERE = Path(sys.executable).parent
