"""How the site is made: what it runs on, where a weakness is told, and what must pass before a change goes in."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

from django.conf import settings

from tests import together

ROOT = Path(settings.BASE_DIR)
MOST = 30  # programs of others that serve a page, those included that they bring along


def runner():
    """The file ./run as a module."""
    loader = SourceFileLoader("run_file", str(ROOT / "run"))
    module = module_from_spec(spec_from_loader("run_file", loader))
    loader.exec_module(module)
    return module


def pinned(name):
    """Package to the whole entry of a lock file."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {entry.partition("==")[0]: entry for entry in re.split(r"\n(?=[a-z0-9])", text) if "==" in entry}


def test_few_foreign_programs_run_and_each_is_pinned():
    packages = pinned("base")
    assert 10 < len(packages) <= MOST
    assert [name for name, entry in packages.items() if "--hash=sha256:" not in entry] == []
    assert "--require-hashes" in (ROOT / "run").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = {re.match(r"[a-z0-9-]+", line)[0] for line in project["dependencies"]}
    assert direct <= set(packages)


def test_the_policy_says_where_to_write_and_how_soon_somebody_answers():
    policy = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "/.well-known/security.txt" in policy
    assert "48 hours" in policy


def test_the_whole_suite_runs_on_both_databases_and_in_a_browser():
    """The same command for both, nothing chosen; and CI calls it and cannot do without a browser."""
    commands = {name: [str(part) for part in command] for name, command, _environment in runner().checks()}
    sqlite, postgres = commands["tests on SQLite"], commands["tests on PostgreSQL"]
    assert postgres[1] == "tests/with_postgres.py"
    assert postgres[2:] == sqlite
    assert sqlite[-2:] == ["-m", "not browser"]
    assert commands["tests in the browser"] == [*sqlite[:-2], "--dist", "loadgroup", "-m", "browser"]
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert steps[-1] == "./run test"
    assert "export REQUIRE_BROWSER=1" in steps


def test_the_application_loads_without_asking_the_database_and_without_what_only_staff_need():
    """It is loaded and warm, then forked (config/gunicorn.py): all workers would share a connection from before.

    Passkeys, sealing and QR codes take 20 MB of each worker; they come when somebody signs in. Markdown comes when
    somebody edits, and of the 36 stemmers two are ours.
    """
    code = (
        "import sys, config.wsgi; from config.warm import warm; from django.db import connection, connections\n"
        "assert warm() > 80\n"
        "print(connection.connection is None, [c for c in connections.all() if c.connection])\n"
        "print({'fido2', 'cryptography', 'segno', 'polib', 'markdown_it', 'nh3'} & set(sys.modules))\n"
        "print(sorted(name for name in sys.modules if name.endswith('_stemmer')))"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "0", "SECRET_KEY": "x" * 50}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, check=True, capture_output=True, text=True
    )
    stemmers = [f"'snowballstemmer.{language}_stemmer'" for language in ("english", "spanish")]
    assert said.stdout.split("\n")[:-1] == ["True []", "set()", f"[{', '.join(stemmers)}]"]


def test_browser_tests_that_share_a_walk_or_a_server_are_one_group_that_exists():
    folder = ROOT / "tests" / "browser"
    assert all((folder / name).exists() for name in (*together.FILES, together.WALKS))
    english, spanish = (f"tests/browser/test_access.py::test_x[320-{prefix}]" for prefix in ("", "/es"))
    assert (
        together.group(english) != together.group(spanish) == together.group(spanish.replace("320", "1280"))
    )
    assert together.group("tests/browser/test_board.py::test_a") == together.group(
        "tests/browser/test_board.py::test_b"
    )
    assert together.group("tests/browser/test_work.py::test_a") == "tests/browser/test_work.py::test_a"
