"""A page of the static edition through the documented nginx, against nginx alone with the same file.

    .venv/bin/python -m tests.benchmarks.bench_static [--rounds 6] [--seconds 2] [--json FILE]

Needs `nginx`, and takes wrk where it is installed. One worker of nginx on one processor. "Alone" is a root, a kept
compressed file and nothing else: no headers of ours, no question whether the application should answer. No application
runs. Exits with 1 when the documented one takes more than 1.2 times the processor time of a request.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.asking import measure
from tests.benchmarks.front import FRAME, TEMPORARY, program
from tests.benchmarks.serving import BROWSER, ROOT, environment, free_port, launch, pinned, say

MOST = 1.2
PAGES = {"home": "/", "safety": "/safety/", "home in Spanish": "/es/"}
# A browser that names a country gets its page from the application.
HEADERS = BROWSER | {"Accept-Language": "en"}
TYPES = "types { text/html html; text/css css; text/plain txt; }"
ALONE = """server { listen 80; root /srv/upstander-edition/current; index index.html;
charset utf-8; gzip_static on; access_log off; }"""


def publish(folder):
    """The edition of the real content, as an operator makes it."""
    env = environment(folder / "site.sqlite3", folder)
    for command in (
        ["setup_site"],
        ["collectstatic", "--noinput", "-v0"],
        ["publish", str(folder / "edition")],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL
        )


def nginx(folder, text):
    """A Server of serving.py with this configuration, once it answers."""
    folder.mkdir()
    port = free_port()
    own = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "/var/log/nginx": str(folder),
        "/srv/upstander-edition": str(folder.parent / "edition"),
    }
    for old, new in own.items():
        text = text.replace(old, new)
    (folder / "site.conf").write_text(f"{TYPES}\n{text}")
    temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(user + FRAME.format(folder=folder, temporary=temporary))
    command = [
        *pinned(0),
        program("nginx", "nginx-light"),
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
    ]
    return launch(command, port, "/safety/")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--json")
    options = parser.parse_args()
    program("nginx", "nginx-light")
    with tempfile.TemporaryDirectory(prefix="static-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        publish(folder)
        documented = nginx(folder / "documented", (ROOT / "deploy" / "nginx.conf").read_text())
        stack.callback(documented.stop)
        alone = nginx(folder / "alone", ALONE)
        stack.callback(alone.stop)
        asked = {f"alone, {page}": (alone, path) for page, path in PAGES.items()}
        asked |= {f"documented, {page}": (documented, path) for page, path in PAGES.items()}
        found = measure(asked, options.rounds, options.seconds, HEADERS)
    ratios = {}
    for page in PAGES:
        costs = found[f"documented, {page}"][1], found[f"alone, {page}"][1]
        ratios[page] = round(costs[0] / costs[1], 2)
        say(
            f"{page:20} {costs[1]:6.1f} us alone, {costs[0]:6.1f} us documented: x{ratios[page]:.2f}, at most x{MOST}"
        )
    if options.json:
        Path(options.json).write_text(json.dumps({"found": found, "ratios": ratios}, indent=1))
    if max(ratios.values()) > MOST:
        raise SystemExit("The documented nginx costs too much.")


if __name__ == "__main__":
    main()
