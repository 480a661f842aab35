"""The files in deploy/: each command exists, each unit is hardened alike, nothing of the image is built at its end."""

import configparser
import os
import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands

from config import env, thrift
from config.operations import machine_checks

ROOT = Path(settings.BASE_DIR)
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
TIMERS = sorted((ROOT / "deploy" / "systemd").glob("*.timer"))
HARDENED = {
    **{"NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes"},
    **{"PrivateDevices": "yes", "CapabilityBoundingSet": "", "RestrictSUIDSGID": "yes", "UMask": "0077"},
    **{"MemoryDenyWriteExecute": "yes", "SystemCallArchitectures": "native", "User": "upstander"},
}
TIMED = {"tidy", "check_links", "backup"}
IF_ASKED = {"publish"}  # where a web server stands in front
GUIDE = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
CONTAINER = (ROOT / "deploy" / "container" / "Containerfile").read_text(encoding="utf-8")


def unit(path):
    """Section to settings; of a name that is given twice the last counts, which is enough here."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser


def command(path):
    """The words of ExecStart."""
    return shlex.split(unit(path)["Service"]["ExecStart"])


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_every_unit_starts_what_exists_and_may_do_little(path):
    service = unit(path)["Service"]
    readable = (
        {"UMask": "0022"} if path.stem == "upstander-publish" else {}
    )  # the web server reads what it writes
    assert {name: service.get(name) for name in HARDENED} == HARDENED | readable
    assert set(service["ReadWritePaths"].split()) <= {
        "/srv/upstander/var",
        "/srv/copies",
        "/srv/upstander-edition",
    }
    program, *words = command(path)
    assert program.startswith("/srv/upstander/.venv/bin/")
    if "manage.py" in words:
        assert words[1] in get_commands()
    else:
        assert words == ["-c", "config/gunicorn.py", "config.wsgi:application"]
        assert (ROOT / "config" / "gunicorn.py").is_file()


def test_the_table_of_the_folder_names_files_that_are_there_and_leaves_none_out():
    rows = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8").splitlines()
    named = re.findall(r"`([^`]+)`", " ".join(row.split("|")[1] for row in rows if row.startswith("| `")))
    found = {name: set((ROOT / "deploy").glob(name)) for name in named}
    assert [name for name in named if not found[name]] == []
    files = {path for path in (ROOT / "deploy").rglob("*") if path.is_file() and path.name != "README.md"}
    assert files - set().union(*found.values()) == set()


def test_the_site_is_started_again_however_often_it_fails():
    """By default systemd gives up after five starts in ten seconds; seen with a setting that was wrong."""
    site = unit(ROOT / "deploy" / "systemd" / "upstander.service")
    assert site["Service"]["Restart"] == "always"
    assert site["Unit"]["StartLimitIntervalSec"] == "0"


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_every_folder_that_a_unit_writes_into_is_made_by_the_guide_for_its_user(path):
    """A unit whose folder is missing does not start at all (226/NAMESPACE)."""
    made = " ".join(re.findall(r"^install -d -o upstander -g upstander .*$", GUIDE, re.MULTILINE)).split()
    assert set(unit(path)["Service"]["ReadWritePaths"].split()) <= set(made)


def test_gunicorn_takes_its_numbers_from_env_and_its_address_from_who_starts_it(monkeypatch):
    for name in ("HOST", "PORT", "WEB_CONCURRENCY"):
        monkeypatch.delenv(name, raising=False)

    def read(_path):
        monkeypatch.setenv("WEB_CONCURRENCY", "7")
        monkeypatch.setenv("PORT", "9")

    monkeypatch.setattr(env, "read_file", read)
    monkeypatch.setattr(thrift, "ask_for_little", lambda: True)
    found = runpy.run_path(str(ROOT / "config" / "gunicorn.py"))
    assert (found["workers"], found["bind"]) == (7, "127.0.0.1:8000")


def test_a_worker_gives_back_memory_now_and_then_and_serves_where_the_system_has_no_such_thing(monkeypatch):
    asked = []
    system = SimpleNamespace(malloc_trim=asked.append)
    monkeypatch.setattr(thrift.ctypes, "CDLL", lambda _name: system)
    given = [thrift.give_back() for _request in range(2 * thrift.EACH)]
    assert (given.count(True), asked) == (2, [0, 0])
    del system.malloc_trim
    assert not any(thrift.give_back() for _request in range(thrift.EACH))


def test_settings_that_the_user_of_the_site_may_not_read_are_named(tmp_path, monkeypatch):
    """Not "SECRET_KEY is not set": it is, in a file of root."""
    (tmp_path / ".env").write_text("SECRET_KEY=x\n")
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        env.read_file(tmp_path / ".env")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such owners")
@pytest.mark.parametrize("command", ["serve", "manage", ""])
def test_root_is_sent_away_where_var_belongs_to_the_user_of_the_site(command, tmp_path):
    """What root writes there, the site cannot write: it would only read from then on."""
    (tmp_path / "run").write_text((ROOT / "run").read_text(encoding="utf-8"))
    (tmp_path / "var").mkdir()
    if os.geteuid() == 0:
        os.chown(tmp_path / "var", 12345, -1)
    code = "import os, runpy, sys; os.geteuid = lambda: 0; runpy.run_path('run')['main'](*sys.argv[1:])"
    words = [sys.executable, "-c", code, *([command] if command else [])]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "runuser -u" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"run", "var"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_the_doctor_names_a_file_of_somebody_else_in_var(tmp_path, settings):
    settings.VAR = tmp_path
    tmp_path.chmod(0o700)
    (tmp_path / "db.sqlite3").touch()
    assert machine_checks.var_wrong() == ""
    os.chown(tmp_path / "db.sqlite3", 12345, -1)
    assert "db.sqlite3" in machine_checks.var_wrong()


def test_every_command_that_must_run_by_itself_has_a_timer_and_the_doctor_watches_it():
    from config.safety import timers

    timed = {command(path.with_suffix(".service"))[2] for path in TIMERS}
    assert timed - IF_ASKED == TIMED == set(timers.OVERDUE)
    assert timed >= IF_ASKED
    for path in TIMERS:
        assert unit(path)["Timer"]["Persistent"] == "yes"
        assert unit(path)["Timer"]["OnCalendar"]
        assert unit(path)["Install"]["WantedBy"] == "timers.target"


def test_the_image_ends_without_tools_as_a_user_without_rights_and_keeps_no_secret():
    first, last = re.split(r"^FROM .*$", CONTAINER, flags=re.MULTILINE)[1:]
    assert "pip" in first
    assert re.search(r"^USER 10001$", last, re.MULTILINE)
    assert not re.search(r"pip install|gcc|build-essential|git", last)
    assert "--require-hashes" in first
    assert not re.search(r"^(ENV|ARG) .*(KEY|TOKEN|PASSWORD)", CONTAINER, re.MULTILINE)
    assert ".env" in (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    for source in re.findall(r"^COPY (?!--)(.+) \S+$", first, re.MULTILINE):
        assert [name for name in source.split() if not (ROOT / name).exists()] == []


def test_each_volume_of_the_image_belongs_to_its_user_and_is_used_by_the_guide():
    """A volume on a folder that is not there belongs to root, and nothing can be written into it."""
    volumes = re.search(r"^VOLUME (.+)$", CONTAINER, re.MULTILINE)[1].split()
    made = re.search(r"^RUN install -d -o upstander -g upstander -m 0700 (.+)$", CONTAINER, re.MULTILINE)[
        1
    ].split()
    assert volumes == made == re.findall(r"-v upstander-\w+:(\S+)", GUIDE)


def test_the_image_says_how_it_is_on_the_port_it_was_given():
    """Podman builds images of OCI by default, which have no HEALTHCHECK: it is left out with a warning."""
    check = re.search(r"^HEALTHCHECK .*$", CONTAINER, re.MULTILINE)[0]
    assert "os.environ['PORT']" in check
    assert "os.environ.get('ALLOWED_HOSTS'" in check  # with another name in Host the answer is 400
    assert "/healthz" in check
    assert "podman build --format docker -f deploy/container/Containerfile" in GUIDE


def test_every_setting_of_the_example_is_one_that_the_program_reads():
    named = set(
        re.findall(r"^#?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    )
    readers = (ROOT / "config" / "settings.py", ROOT / "config" / "database" / "__init__.py")
    source = "".join(path.read_text(encoding="utf-8") for path in readers)
    assert {name for name in named if name not in source and not name.startswith("LEAVE_URL_")} == set()
