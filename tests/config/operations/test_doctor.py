"""The doctor: a bad case for every check, a sentence for each, and silence when all is well."""

import datetime as dt
import os
import time
from collections import namedtuple
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.utils import timezone

from actions.pledges.models import ErasedPledge
from config.operations import copies, data_checks, doctor, health, machine_checks, sealed
from config.operations.doctor import Check
from config.safety.models import LastRun
from tests.factories_resources import make_service

CHECKS = (*machine_checks.CHECKS, *data_checks.CHECKS)
Usage = namedtuple("Usage", "total used free")
DATES = "%Y%m%dT%H%M%SZ"


def ran(name, hours):
    LastRun.objects.update_or_create(pk=name, defaults={"at": timezone.now() - dt.timedelta(hours=hours)})


@pytest.fixture
def healthy(settings, tmp_path, monkeypatch):
    """A machine on which nothing is wrong; `here` is its folder."""
    settings.SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
    settings.HTTPS, settings.ALLOWED_HOSTS = True, ["help.example.org"]
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 63072000, True
    settings.BACKUP_FOLDER, settings.BACKUP_KEY_FILE = str(tmp_path / "copies"), str(tmp_path / "key")
    settings.VAR = tmp_path / "var"
    (tmp_path / "copies").mkdir()
    (tmp_path / "var").mkdir(mode=0o700)
    for name in ("key", "env"):
        (tmp_path / name).write_text(sealed.new_key())
        (tmp_path / name).chmod(0o600)
    (tmp_path / "copies" / f"upstander-{dt.datetime.now(dt.UTC):{DATES}}.dump.sealed").touch()
    monkeypatch.setattr(machine_checks, "ENV_FILE", tmp_path / "env")
    monkeypatch.setattr(machine_checks, "MEMORY", tmp_path / "meminfo")
    monkeypatch.setattr("shutil.disk_usage", lambda _place: Usage(10**11, 0, 10**11))
    make_service(contacts=[("phone", "+44 808 802 9999")])
    for name in ("tidy", "check_links", "backup"):
        ran(name, 1)
    return tmp_path


def old_copy(here):
    for path in (here / "copies").iterdir():
        path.unlink()
    then = dt.datetime.now(dt.UTC) - dt.timedelta(hours=60)
    (here / "copies" / f"upstander-{then:{DATES}}.dump").touch()


def away(*_arguments):
    raise OperationalError("password of the database")


def other_pragma(patch):
    ours = {"sqlite": "PRAGMAS", "postgresql": "SERVER"}[connection.vendor]
    patch.setitem(getattr(data_checks, ours), "synchronous" if ours == "PRAGMAS" else "fsync", "9")


# check: (what makes it bad, words of the sentence)
BAD = {
    "settings": (lambda s, h, p: setattr(s, "SECURITY_CONTACT", ""), "SECURITY_CONTACT"),
    "secret key": (lambda s, h, p: setattr(s, "SECRET_KEY", "x" * 60), "easy to guess"),
    "https": (lambda s, h, p: setattr(s, "HTTPS", False), "read along"),
    "hosts": (lambda s, h, p: setattr(s, "ALLOWED_HOSTS", ["*"]), "every name"),
    "proxy": (lambda s, h, p: setattr(s, "SECURE_PROXY_SSL_HEADER", ("X", "https")), "PROXY_HOPS"),
    "metrics": (lambda s, h, p: setattr(s, "METRICS_TOKEN", "short"), "guessed"),
    "env file": (lambda s, h, p: (h / "env").chmod(0o644), "can read"),
    "var": (lambda s, h, p: (h / "var").chmod(0o755), "can read"),
    "static files": (
        lambda s, h, p: os.utime(Path(s.STATIC_ROOT) / "staticfiles.json", (1_000_000, 1_000_000)),
        "changed",
    ),
    "languages": (lambda s, h, p: other_language(s, h), "not compiled"),
    "disk": (lambda s, h, p: p.setattr("shutil.disk_usage", lambda _place: Usage(10, 5, 5)), "Only 0 MB"),
    "memory": (
        lambda s, h, p: (h / "meminfo").write_text("MemTotal: 9 kB\nMemAvailable:   1024 kB\n"),
        "Only 1 MB",
    ),
    "clock": (lambda s, h, p: p.setattr(time, "time", lambda: 86400.0), "years behind"),
    "ready pages": (lambda s, h, p: setattr(s, "READY_BYTES", 0), "off"),
    "copies": (lambda s, h, p: old_copy(h), "60 hours old"),
    "database": (lambda s, h, p: p.setattr(data_checks.health, "answers", away), "reached"),
    "written to disk": (lambda s, h, p: other_pragma(p), "It must be 9"),
    "migrations": (lambda s, h, p: p.setattr(health, "newest", lambda: (("pledges", "9999"),)), "older"),
    "clocks": (lambda s, h, p: ran("tidy", -5), "future"),
    "timer tidy": (lambda s, h, p: ran("tidy", 5), "5 hours ago"),
    "timer check_links": (lambda s, h, p: LastRun.objects.filter(pk="check_links").delete(), "never ran"),
    "timer backup": (lambda s, h, p: ran("backup", 30), "30 hours ago"),
    "second factor": (lambda s, h, p: User.objects.create_user("ana", is_staff=True), "1 people"),
    "directory": (lambda s, h, p: make_service("old", contacts=[("phone", "+44 808 802 9998")],
                                              compiled_on=dt.date(2020, 1, 1)), "1 ways"),
    "deleted promises": (
        lambda s, h, p: ErasedPledge.objects.create(public_id="b" * 10, day=dt.date(2026, 1, 1)),
        "lacks 1",
    ),
    "left over": (lambda s, h, p: left_over(h, p), "still lies"),
}  # fmt: skip


def other_language(settings, here):
    folder = here / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").touch()
    settings.LOCALE_PATHS = [here / "locale"]


def left_over(here, patch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps no file beside")
    patch.setitem(connection.settings_dict, "NAME", str(here / "db.sqlite3"))
    (here / "db.sqlite3.replaced-20261121T000000Z").touch()


def found(*checks):
    return {finding.check.name: finding for finding in doctor.findings(checks)}


@pytest.mark.django_db
def test_on_a_healthy_machine_the_doctor_is_silent_and_every_check_has_a_bad_case(healthy):
    assert [
        (f.check.name, f.wrong or f.left_out) for f in found(*CHECKS).values() if f.wrong or f.left_out
    ] == []
    assert list(BAD) == [check.name for check in CHECKS]
    out = StringIO()
    call_command("doctor", stdout=out)
    assert out.getvalue().splitlines()[-1] == "Nothing is wrong that a program can see."


@pytest.mark.django_db
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_each_check_notices_its_bad_case_in_a_sentence(check, healthy, settings, monkeypatch):
    spoil, words = BAD[check.name]
    static = Path(settings.STATIC_ROOT) / "staticfiles.json"
    before = static.stat().st_mtime
    spoil(settings, healthy, monkeypatch)
    try:
        said = check.wrong()
    finally:
        os.utime(static, (before, before))
        monkeypatch.undo()
    assert words in said
    assert said.endswith(".")
    assert check.todo


@pytest.mark.django_db
def test_it_exits_with_1_and_says_what_to_do(healthy, settings):
    settings.READY_BYTES = 0
    out = StringIO()
    with pytest.raises(CommandError, match="1 thing is wrong") as caught:
        call_command("doctor", stdout=out)
    assert caught.value.returncode == 1
    assert "WRONG  ready pages: Ready pages are off" in out.getvalue()
    assert "Take READY_MEGABYTES=0 out of .env." in out.getvalue()


def test_what_cannot_be_looked_at_is_left_out_and_a_broken_check_tells_no_secret(settings):
    base = Check("database", away, "Start it.")
    asks = Check("asks", lambda: "never", "", ("database",))
    here = found(base, asks)
    assert "OperationalError" in here["database"].wrong
    assert "password" not in here["database"].wrong
    assert here["asks"].left_out == "the database is away"
    settings.DEBUG = True
    assert found(Check("x", lambda: "bad", "", ("production",)))["x"].left_out == "for production only"


def test_the_name_of_a_copy_is_read_as_it_is_written():
    when = dt.datetime(2026, 11, 21, 22, 5, 9, tzinfo=dt.UTC)
    assert copies.time_of(Path(f"upstander-{when:{DATES}}.sqlite3.sealed")) == when
    assert copies.time_of(Path("notes.txt")) is None
