"""A start loads what is new and nothing else, and what it knows it knows from the database it stands before."""

import io
import shutil
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.db.models import QuerySet

from config import loaded
from config.management.commands import setup_site, start
from config.safety.models import LastRun


@pytest.fixture
def calls(monkeypatch):
    """What is called instead of the real commands, in order."""
    found = []
    monkeypatch.setattr(setup_site, "call_command", lambda command, **_options: found.append(command))
    return found


@pytest.fixture
def files(tmp_path, settings):
    """A small checkout; the real one has hundreds of files and other people write to it."""
    settings.BASE_DIR = tmp_path
    for name in (
        "resources/content/services.json",
        "actions/migrations/0001_initial.py",
        "requirements/base.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text("first")
    return tmp_path


def set_up(*arguments):
    call_command("setup_site", *arguments, stdout=io.StringIO())


LOADING = [command for _title, command in setup_site.LOADERS]
ALWAYS = [command for _title, command in setup_site.ALWAYS]


@pytest.mark.django_db
def test_a_second_start_loads_nothing_but_looks_at_what_time_has_changed(calls, files):
    set_up()
    assert calls == [*LOADING, *ALWAYS]
    calls.clear()
    set_up()
    assert calls == ALWAYS
    calls.clear()
    set_up("--again")
    assert calls == [*LOADING, *ALWAYS]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "resources/content/services.json").write_text("other"),
        lambda folder: (folder / "actions/migrations/0002_more.py").write_text(""),
        lambda folder: (folder / "requirements/base.txt").unlink(),
        lambda folder: shutil.move(folder / "requirements/base.txt", folder / "requirements/other.txt"),
        lambda folder: LastRun.objects.all().delete(),  # another database, or one that was emptied
    ],
    ids=["content", "a new migration", "a file is gone", "a file has another name", "another database"],
)
def test_what_is_not_as_it_was_is_loaded(calls, files, change):
    set_up()
    calls.clear()
    change(files)
    set_up()
    assert calls == [*LOADING, *ALWAYS]


@pytest.mark.django_db
def test_tables_that_went_back_to_an_older_release_are_not_taken_for_those_of_this_one(calls, files):
    """`migrate APP NUMBER` after an upgrade that went wrong, and the same upgrade again later."""
    set_up()
    calls.clear()
    call_command("migrate", "pledges", verbosity=0)  # forwards or back: nobody looks what it did
    set_up()
    assert calls == [*LOADING, *ALWAYS]


@pytest.mark.django_db
def test_what_python_writes_by_itself_is_no_change(calls, files):
    set_up()
    calls.clear()
    (files / "resources/__pycache__").mkdir()
    (files / "resources/__pycache__/models.cpython-311.pyc").write_text("x")
    set_up()
    assert calls == ALWAYS


@pytest.mark.django_db
def test_a_start_that_broke_off_is_not_taken_for_a_whole_one_not_even_with_the_files_from_before(
    monkeypatch, calls, files
):
    set_up()
    services = files / "resources/content/services.json"
    services.write_text("half")

    def breaks(command, **_options):
        if command == "load_guidance":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(setup_site, "call_command", breaks)
        with pytest.raises(KeyboardInterrupt):
            set_up()
    services.write_text("first")
    calls.clear()
    set_up()
    assert calls == [*LOADING, *ALWAYS]


def test_a_database_without_tables_has_nothing_loaded(monkeypatch):
    """The first start of all."""

    def no_such_table(*_arguments, **_options):
        raise DatabaseError("no such table")

    monkeypatch.setattr(QuerySet, "exists", no_such_table)
    monkeypatch.setattr(QuerySet, "delete", no_such_table)
    assert not loaded.is_loaded(loaded.BEGINNING)
    loaded.forget()


def test_run_sets_up_and_serves_in_one_process_and_says_where(monkeypatch):
    done, out = [], io.StringIO()
    monkeypatch.setattr(start, "call_command", lambda name, **options: done.append((name, options["demo"])))
    monkeypatch.setattr(start, "connections", SimpleNamespace(close_all=lambda: done.append("closed")))
    monkeypatch.setattr(
        start.RunServer, "handle", lambda _self, **o: done.append((o["addrport"], o["use_reloader"]))
    )
    call_command("start", "127.0.0.1:8000", stdout=out)
    assert done == [("setup_site", True), "closed", ("127.0.0.1:8000", False)]
    assert "Open http://127.0.0.1:8000/" in out.getvalue()


def test_a_set_up_that_fails_serves_nothing_and_says_so(settings):
    settings.DEBUG = False  # demo staff are refused
    said = io.StringIO()
    with pytest.raises(CommandError, match="development only"):
        call_command("start", "127.0.0.1:8000", stdout=io.StringIO(), stderr=said)
    assert "could not be set up" in said.getvalue()
