"""The drill: a copy while people write, a deletion after it, an empty machine, and everything that was promised."""

import stat
import threading
import time
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from actions.pledges import chain, moderation, retention
from actions.pledges.models import LogHead, Pledge, PledgeDecision, Tally
from config.operations import copies
from config.ready.models import PageVersion
from config.safety.models import LastRun
from resources.models import Service
from tests.actions.pledges.conftest import make_pledge
from tests.factories_resources import make_service

pytestmark = pytest.mark.django_db(transaction=True)


def said(command, *arguments, **options):
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def the_copy(folder):
    return next(path for path in folder.iterdir() if copies.time_of(path))


@pytest.fixture
def key(tmp_path):
    said("backup", new_key=tmp_path / "key")
    return tmp_path / "key"


@pytest.fixture
def person():
    return User.objects.create_user("ana", is_staff=True)


def decided(person, text):
    pledge = make_pledge(text=text)
    moderation.approve(pledge.pk, version=1, by=person)
    return pledge


class Writers:
    """Threads that promise and decide until they are stopped; `done` is what was acknowledged, in order."""

    def __init__(self, person, number=2):
        self.person, self.done, self.errors, self.over = person, [], [], threading.Event()
        self.threads = [threading.Thread(target=self.write) for _ in range(number)]

    def write(self):
        try:
            while not self.over.is_set() and len(self.done) < 400:
                self.done.append(decided(self.person, "I will write while it is copied").public_id)
        except Exception as error:
            self.errors.append(error)
        finally:
            connection.close()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        for thread in self.threads:
            thread.join()


def test_every_acknowledged_row_is_there_on_an_empty_machine_and_what_was_erased_stays_erased(
    tmp_path, person, key, there
):
    make_service(contacts=[("phone", "+44 808 802 9999")])
    kept, erased = decided(person, "I will stay"), decided(person, "I will be taken down")
    folder = tmp_path / "copies"
    with Writers(person) as writers:
        while len(writers.done) < 10 and not writers.errors:
            time.sleep(0.05)
        before = list(writers.done)
        printed = said("backup", folder, key_file=key)
    assert writers.errors == []
    copy = the_copy(folder)
    assert printed.splitlines()[-1] == f"done: {copy}"
    assert copy.name.endswith(".sealed")
    assert b"I will stay" not in copy.read_bytes()
    if connection.vendor == "sqlite":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert LastRun.objects.filter(pk="backup").exists()
    retention.erase(erased.pk)
    with there():
        printed = said("restore", copy, key_file=key)
        assert "done:" in printed
        assert "1 pledges were deleted" in printed
        there_now = set(Pledge.objects.values_list("public_id", flat=True))
        assert set(before) <= there_now
        assert kept.public_id in there_now
        assert erased.public_id not in there_now
        assert Service.objects.filter(slug="harbour-line").exists()
        assert chain.check(PledgeDecision.objects.in_order(), LogHead.objects.get())[2] is None
        assert PledgeDecision.objects.count() >= len(before) + 2
        assert Tally.objects.made() == Pledge.objects.published().count()
        assert min(PageVersion.objects.values_list("number", flat=True)) > 1_000_000_000
        with pytest.raises(CommandError, match="not empty"):
            said("restore", copy, key_file=key)
    assert Pledge.objects.filter(pk=kept.pk).exists(), "the first database was not touched"


def test_replacing_takes_away_what_came_after_and_a_list_of_another_machine_counts(tmp_path, person, there):
    first = decided(person, "I will be in the copy")
    folder = tmp_path / "copies"
    said("backup", folder)
    other = tmp_path / "other.txt"
    other.write_text(f"{first.public_id} 2026-11-20\nhalf a li")
    with there():
        said("restore", the_copy(folder))
        make_pledge(text="I came later")
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE of_a_newer_version (id INTEGER)")
        printed = said("restore", the_copy(folder), replace=True, erased=[other])
        assert "1 deletions are new" in printed
        assert not Pledge.objects.exists()
        assert "of_a_newer_version" not in connection.introspection.table_names()
        assert PledgeDecision.objects.count() == 1


def test_a_wrong_key_a_cut_file_and_a_moved_piece_change_nothing(tmp_path, person, key, there):
    decided(person, "I will stay")
    folder = tmp_path / "copies"
    said("backup", folder, key_file=key)
    copy = the_copy(folder)
    whole = copy.read_bytes()
    wrong = tmp_path / "wrong"
    said("backup", new_key=wrong)
    bad = tmp_path / "bad"
    start, piece = 24 + 32, 65536 + 16
    moved = whole[:start] + whole[start + piece : start + 2 * piece] + whole[start : start + piece]
    with there():
        with pytest.raises(CommandError, match="key does not fit"):
            said("restore", copy, key_file=wrong)
        with pytest.raises(CommandError, match="is sealed"):
            said("restore", copy)
        for content in (whole[:-1], whole[: start + piece], whole[:-1] + b"x", whole[:30], moved):
            bad.write_bytes(content)
            with pytest.raises(CommandError, match="Not restored"):
                said("restore", bad, key_file=key)
        bad.write_bytes(b"something else")
        with pytest.raises(CommandError, match="Not restored"):
            said("restore", bad)
        if connection.vendor == "sqlite":
            assert not Path(str(connection.settings_dict["NAME"])).exists()
        else:
            assert connection.introspection.table_names() == []


def test_somebody_who_is_connected_stops_the_restore(tmp_path, person, there):
    decided(person, "I will stay")
    said("backup", tmp_path / "copies")
    copy = the_copy(tmp_path / "copies")
    with there():
        said("restore", copy)
        ready, over = threading.Event(), threading.Event()

        def stay():
            Pledge.objects.count()
            ready.set()
            over.wait(30)
            connection.close()

        thread = threading.Thread(target=stay)
        thread.start()
        ready.wait(30)
        with pytest.raises(CommandError, match="Somebody else"):
            said("restore", copy, replace=True)
        over.set()
        thread.join()
        assert Pledge.objects.count() == 1


def test_a_damaged_file_and_what_lies_beside_it_are_put_away(tmp_path, person, there):
    """Rows that wait beside a damaged file must not be read into the new one."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps no file of ours")
    decided(person, "I will stay")
    said("backup", tmp_path / "copies")
    with there():
        place = Path(str(connection.settings_dict["NAME"]))
        place.parent.mkdir()
        place.write_bytes(b"not a database at all" * 300)
        place.with_name(f"{place.name}-wal").write_bytes(b"rows of before")
        with pytest.raises(CommandError, match="not empty"):
            said("restore", the_copy(tmp_path / "copies"))
        said("restore", the_copy(tmp_path / "copies"), replace=True)
        assert Pledge.objects.count() == 1
        connection.close()
        left = {path.name.partition(".replaced-")[2][16:] for path in place.parent.glob("*.replaced-*")}
        assert "" in left
        assert left <= {"", "-wal", "-shm"}


def test_a_copy_whose_chain_was_changed_is_refused(tmp_path, person, monkeypatch):
    decided(person, "I will stay")
    LogHead.objects.update(length=7)
    with pytest.raises(CommandError, match="chain of decisions"):
        said("backup", tmp_path / "copies")
    assert [path for path in (tmp_path / "copies").iterdir() if copies.time_of(path)] == []


def test_old_copies_go_the_newest_stays_and_the_list_of_deletions_only_grows(tmp_path, person):
    folder = tmp_path / "copies"
    folder.mkdir()
    names = ["upstander-20200101T000000Z.dump", "upstander-20200102T000000Z.sqlite3.sealed", "notes.txt"]
    for name in names:
        (folder / name).write_text("")
    (folder / copies.ERASED).write_text("aaaaaaaaaa 2026-01-01\n")
    assert copies.forget(folder, 30) == [folder / names[0]], "an old copy is better than none"
    settings.ERASED_PLEDGES.write_text("bbbbbbbbbb 2026-01-02\n")
    said("backup", folder)
    assert sorted(path.name for path in folder.iterdir())[:3] == [
        copies.ERASED,
        "notes.txt",
        the_copy(folder).name,
    ]
    settings.ERASED_PLEDGES.write_text("")
    assert copies.keep_erased(folder) == 2
