"""A disk without room, workers that are killed: what was answered is there, and nobody sees a bare error."""

import errno
import subprocess
from contextlib import contextmanager

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.test import Client

from actions.pledges.forms import PledgeForm
from actions.pledges.models import Pledge
from config.safety import forms
from tests.benchmarks.bench_kill import run
from tests.conftest import SAME_ORIGIN


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 6 MB in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    try:
        done = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        done = False
    if not done:
        pytest.skip("this user may not mount a file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def moved_to(file):
    """The database of the test on another disk."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    real = connections[DEFAULT_DB_ALIAS]
    moved = real.copy()
    moved.settings_dict["NAME"] = str(file)
    connections[DEFAULT_DB_ALIAS] = moved
    try:
        yield
    finally:
        moved.close()
        connections[DEFAULT_DB_ALIAS] = real


def use_up(file):
    with file.open("wb", buffering=0) as out:
        for size in (65536, 4096, 1):
            try:
                while out.write(b"x" * size):
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise


def test_on_a_full_disk_reading_works_writing_says_so_and_nothing_is_corrupt(
    transactional_db, small_disk, settings, monkeypatch
):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL lies on a disk of its own")
    settings.PLEDGES_PER_HOUR = 1000
    monkeypatch.setattr(forms.TrapMixin, "shortest", 0)
    browser = Client(raise_request_exception=False, headers=SAME_ORIGIN)
    taken = []

    def send(text):
        data = {"text": text, "agree": "on", "started": forms.new_token(PledgeForm.token_salt)}
        response = browser.post("/iwill/new/", data)
        taken.extend([text] if response.status_code == 200 else [])
        return response

    with moved_to(small_disk / "db.sqlite3"):
        assert send("I will listen while there is room").status_code == 200
        use_up(small_disk / "filler")
        answers = [
            send(f"I will listen, though it is full, {'abcdefghij'[n % 10] * (n + 1)}") for n in range(12)
        ]
        refused = [answer for answer in answers if answer.status_code != 200]
        assert refused
        assert {answer.status_code for answer in refused} == {503}
        assert "though it is full" in refused[-1].content.decode()
        assert {browser.get(path).status_code for path in ("/", "/resources/", "/iwill/")} == {200}
        (small_disk / "filler").unlink()
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert send("I will listen when there is room again").status_code == 200
        assert sorted(Pledge.objects.values_list("text", flat=True)) == sorted(taken)


def test_what_was_acknowledged_survives_kill_9_of_every_worker(tmp_path):
    found = run(kills=2, pause=0.3, content=False)
    assert found["acknowledged promises"] > 0
    wrong = {name: found[name] for name in ("lost promises", "lost decisions", "promises twice", "raw 500")}
    assert set(wrong.values()) == {0}, wrong
    statuses = {s for s in (*found["reading"]["answers"], *found["writing"]["answers"]) if s.isdigit()}
    assert statuses <= {"200", "503"}
    assert "chain intact" in found["chain"]
