"""Lighthouse, as on a phone, on the pages that matter most, in every language.

    npm install --prefix /tmp/lighthouse lighthouse@12
    CHROME_PATH=/usr/bin/chromium .venv/bin/python -m tests.benchmarks.lighthouse \
        --bin /tmp/lighthouse/node_modules/.bin [--json FILE] [--only home] [--runs 1]

Starts the site as production runs it (gunicorn, SQLite, no HTTPS: Lighthouse takes this machine for a safe place).
Prints the four categories of each page and, below, every audit that costs a page something. With --runs the median of
several; a busy machine lowers performance only. The preset slows the processor down four times, which makes a phone of
a quick machine (a "benchmark index" of 1,533); --calibrated asks how quick this one is and slows it down as much as
Lighthouse says. "seo, the rest" is without the one audit that our headers forbid, see docs/lighthouse.md. Exits with 1
when anything else is below 100.
"""

import argparse
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.scans.site import Site

PAGES = {
    "home": "/",
    "directory": "/resources/",
    "listing": "/resources/rape-sexual-abuse-support-line-england-wales/",
    "guide": "/act/guides/when-someone-tells-you/",
    "finder": "/act/find/",
    "board": "/iwill/",
    "pledge form": "/iwill/new/",
}
LANGUAGES = ("", "/es")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Lighthouse reads robots.txt from inside the page, and our policy lets nothing in a page do that: connect-src 'none'.
FORBIDDEN, REST = "robots-txt", "seo, the rest"
# Benchmark index, how many times slower: https://github.com/patrickhulce/lighthouse-cpu-throttling-calculator
CALIBRATED = ((150, 1), (800, 2), (1300, 3), (3397, 12))
COLUMNS = (*CATEGORIES, REST)
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"


def say(text=""):
    print(text, flush=True)  # noqa: T201


def look(program, url, folder, slowdown, tries=3):
    """One run: scores from 0 to 100 by category, audits that cost something, and the page's own figures.

    Lighthouse loses its recording now and then (NO_NAVSTART); then it looks again. Raises OSError when that is no help.
    """
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    command = [program, url, "--output=json", f"--output-path={report}", "--quiet", f"--chrome-flags={FLAGS}"]
    command.append(f"--throttling.cpuSlowdownMultiplier={slowdown}")
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    if not report.exists():
        raise OSError(f"{url}: {done.stderr.strip()[-300:]}")
    said = json.loads(report.read_text(encoding="utf-8"))
    if fault := said.get("runtimeError"):
        if tries > 1:
            return look(program, url, folder, slowdown, tries - 1)
        raise OSError(f"{url}: {fault['message']}")
    scores = {name: round((said["categories"][name]["score"] or 0) * 100) for name in CATEGORIES}
    refs = [ref for ref in said["categories"]["seo"]["auditRefs"] if ref["id"] != FORBIDDEN]
    scores[REST] = weighted(said["audits"], refs)
    weights = {
        ref["id"]: ref["weight"] for name in CATEGORIES for ref in said["categories"][name]["auditRefs"]
    }
    cost = {
        name: f"{audit['title']} {audit.get('displayValue', '')}".strip()
        for name, audit in said["audits"].items()
        if audit["score"] is not None and audit["score"] < 1 and weights.get(name)
    }
    figures = (
        "first-contentful-paint",
        "largest-contentful-paint",
        "total-blocking-time",
        "total-byte-weight",
    )
    measured = {name: said["audits"][name].get("numericValue") for name in figures}
    return scores, cost, {**measured, "benchmark index": said["environment"]["benchmarkIndex"]}


def slowdown_for(index):
    """How many times slower a machine of this benchmark index has to be, to stand for a phone of the middle kind.

    The lines between the points of the calculator that Lighthouse names in its docs/throttling.md, "Calibrating the CPU
    slowdown". Raises ValueError for a machine that is slower than that phone.
    """
    for (low, least), (high, most) in itertools.pairwise(CALIBRATED):
        if low <= index < high:
            return least + (most - least) * (index - low) / (high - low)
    raise ValueError(f"A benchmark index of {index:.0f} cannot stand for a phone.")


def index_of(program, site, folder):
    """The benchmark index of this machine, in the middle of three looks at a page."""
    url = site.url + PAGES["listing"]
    return statistics.median(look(program, url, folder, 1)[2]["benchmark index"] for _run in range(3))


def weighted(audits, refs):
    """The score of a category as Lighthouse makes it: audits that could be judged, by their weight."""
    judged = [
        (audits[ref["id"]]["score"], ref["weight"]) for ref in refs if audits[ref["id"]]["score"] is not None
    ]
    return round(100 * sum(score * weight for score, weight in judged) / sum(weight for _s, weight in judged))


def measure(program, site, folder, asked):
    """Rows: page, language, the median of each category, what costs something, the figures of every run."""
    rows = []
    for name, path in PAGES.items():
        for prefix in LANGUAGES:
            if asked.only and name not in asked.only:
                continue
            looks = [
                look(program, site.url + prefix + path, folder, asked.cpu_slowdown)
                for _run in range(asked.runs)
            ]
            scores = {c: round(statistics.median(scores[c] for scores, _c, _f in looks)) for c in COLUMNS}
            cost = {audit: words for _s, cost, _f in looks for audit, words in cost.items()}
            row = {"page": name, "language": prefix.strip("/") or "en", "scores": scores, "cost": cost}
            rows.append({**row, "figures": [figures for _s, _c, figures in looks]})
            say(f"| {name} | {row['language']} | " + " | ".join(str(scores[c]) for c in COLUMNS) + " |")
    return rows


def main():
    parser = argparse.ArgumentParser(description="Lighthouse on the pages that matter most.")
    parser.add_argument("--bin", default="", help="the folder with the program, if it is not on PATH")
    parser.add_argument("--json", type=Path, help="where the raw figures go")
    parser.add_argument("--only", action="append", choices=PAGES, help="this page only")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--cpu-slowdown", type=float, default=4, help="the preset's 4")
    parser.add_argument("--calibrated", action="store_true", help="as much as this machine needs instead")
    asked = parser.parse_args()
    program = shutil.which("lighthouse", path=os.pathsep.join(filter(None, [asked.bin, os.environ["PATH"]])))
    if not program:
        parser.error("no lighthouse: npm install lighthouse, then --bin FOLDER/node_modules/.bin")
    folder = Path(tempfile.mkdtemp(prefix="upstander-lighthouse-"))
    try:
        with Site(folder) as site:
            if asked.calibrated:
                asked.cpu_slowdown = round(slowdown_for(index_of(program, site, folder)), 1)
            say("| page | language | " + " | ".join(COLUMNS) + " |\n" + "|---" * 7 + "|")
            rows = measure(program, site, folder, asked)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for row in rows:
        for audit, words in row["cost"].items():
            say(f"{row['page']} ({row['language']}): {audit}: {words}")
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    quick = statistics.median(run["benchmark index"] for row in rows for run in row["figures"])
    say(f"benchmark index of this machine: {quick:.0f}; processor slowed down {asked.cpu_slowdown:g} times")
    sys.exit(any(row["scores"][c] < 100 for row in rows for c in COLUMNS if c != "seo"))


if __name__ == "__main__":
    main()
