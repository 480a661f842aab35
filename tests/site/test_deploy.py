"""The files in deploy/: each command exists, each unit is hardened alike, nothing of the image is built at its end."""

import configparser
import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

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
    text = (ROOT / "deploy" / "container" / "Containerfile").read_text(encoding="utf-8")
    first, last = re.split(r"^FROM .*$", text, flags=re.MULTILINE)[1:]
    assert "pip" in first
    assert re.search(r"^USER 10001$", last, re.MULTILINE)
    assert not re.search(r"pip install|gcc|build-essential|git", last)
    assert "--require-hashes" in first
    assert not re.search(r"^(ENV|ARG) .*(KEY|TOKEN|PASSWORD)", text, re.MULTILINE)
    assert ".env" in (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    for source in re.findall(r"^COPY (?!--)(.+) \S+$", first, re.MULTILINE):
        assert [name for name in source.split() if not (ROOT / name).exists()] == []


def test_every_setting_of_the_example_is_one_that_the_program_reads():
    named = set(
        re.findall(r"^#?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    )
    readers = (ROOT / "config" / "settings.py", ROOT / "config" / "database" / "__init__.py")
    source = "".join(path.read_text(encoding="utf-8") for path in readers)
    assert {name for name in named if name not in source and not name.startswith("LEAVE_URL_")} == set()
