"""Gone means gone: the row, the count, the bytes in the file, and every trace in the admin."""

import datetime as dt
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from actions.pledges import keeping, retention
from actions.pledges.models import Case, ErasedPledge, Pledge, Tally
from tests.actions.pledges.conftest import make_pledge, publish

NEEDLE = "I will remember the needle in this haystack"


def days_ago(number):
    return timezone.localdate() - dt.timedelta(days=number)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({"made_on": days_ago(89)}, True),
        ({"made_on": days_ago(90)}, False),
        ({"status": "declined", "code": "D1", "decided_on": days_ago(29)}, True),
        ({"status": "declined", "code": "D1", "decided_on": days_ago(30)}, False),
        ({"status": "declined", "code": "D2", "decided_on": days_ago(6)}, True),
        ({"status": "declined", "code": "D2", "decided_on": days_ago(7)}, False),
        ({"status": "declined", "code": "D13", "decided_on": days_ago(7)}, False),
        ({"status": "published", "made_on": days_ago(4000), "decided_on": days_ago(4000)}, True),
    ],
)
def test_nothing_is_kept_longer_than_promised(values, kept):
    make_pledge(**values)
    assert retention.purge(dry_run=True) == (0 if kept else 1)
    assert Pledge.objects.count() == 1
    assert retention.purge() == (0 if kept else 1)
    assert Pledge.objects.count() == (1 if kept else 0)


@pytest.mark.django_db
def test_the_command_says_how_many(capsys):
    make_pledge(made_on=days_ago(100))
    call_command("purge_pledges", "--dry-run")
    call_command("purge_pledges")
    assert capsys.readouterr().out.splitlines() == ["1 pledges would be deleted.", "1 pledges were deleted."]


@pytest.mark.django_db
def test_deleting_in_the_admin_leaves_no_text_behind(administrator):
    pledge = make_pledge(text=NEEDLE, nickname="Haystack")
    response = administrator.post(f"/admin/pledges/pledge/{pledge.pk}/delete/", {"post": "yes"}, follow=True)
    assert not Pledge.objects.exists()
    assert NEEDLE not in response.content.decode()
    entry = LogEntry.objects.get()
    assert NEEDLE not in f"{entry.object_repr} {entry.change_message}"
    assert "Haystack" not in f"{entry.object_repr} {entry.change_message}"


@pytest.mark.django_db(transaction=True)
def test_the_bytes_are_gone_from_the_database_file():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps dead rows until vacuum; the privacy page does not promise bytes there")
    pledge = make_pledge(text=NEEDLE)
    path = Path(connection.settings_dict["NAME"])
    files = [path, path.with_name(path.name + "-wal")]

    def found():
        return sum(file.read_bytes().count(b"needle in this haystack") for file in files if file.exists())

    assert found() > 0
    retention.erase(pledge.pk)
    assert found() == 0


def ids(path):
    return [line.split()[0] for line in path.read_text().splitlines()]


@pytest.mark.django_db(transaction=True)
def test_what_an_old_backup_brings_back_is_deleted_again(settings):
    """Three ways to go, one file next to the database; then the rows and an older table come back."""
    ana = User.objects.create_user("ana")
    taken_down, overdue = publish(make_pledge(text=NEEDLE), ana), make_pledge(made_on=days_ago(90))
    keeping.mark(taken_down.pk, "kept")
    stays = publish(make_pledge(), ana)
    backup, counts = list(Pledge.objects.order_by("pk")), list(Tally.objects.all())
    cases = list(Case.objects.all())
    retention.erase(taken_down.pk)
    retention.purge()
    assert ids(settings.ERASED_PLEDGES) == [taken_down.public_id, overdue.public_id]
    assert set(ErasedPledge.objects.values_list("pk", flat=True)) == {taken_down.public_id, overdue.public_id}

    ErasedPledge.objects.all().delete()
    Tally.objects.all().delete()
    Tally.objects.bulk_create(counts)
    Pledge.objects.all().delete()
    Case.objects.all().delete()
    Case.objects.bulk_create(cases)
    Pledge.objects.bulk_create(backup)
    with settings.ERASED_PLEDGES.open("a") as file:
        file.write("half a li\nzzz\n../../etc 2026-01-01\nabcdefghjk not-a-day\n\xe9\n")
    assert retention.purge(dry_run=True) == 2
    assert retention.purge() == 2
    assert list(Pledge.objects.all()) == [stays]
    assert (Tally.objects.made(), Tally.objects.kept()) == (1, 0)
    assert retention.purge() == 0


@pytest.mark.django_db
def test_the_table_alone_is_enough_to_delete_again():
    pledge = make_pledge()
    ErasedPledge.objects.create(public_id=pledge.public_id, day=days_ago(1))
    assert retention.purge(dry_run=True) == 1
    assert retention.purge() == 1
    assert not Pledge.objects.exists()


@pytest.mark.django_db
def test_the_file_of_another_machine_is_read_by_the_command(tmp_path, capsys):
    pledge = make_pledge()
    (tmp_path / "erased").write_text(f"{pledge.public_id} 2026-01-01\n")
    call_command("purge_pledges", "--erased", str(tmp_path / "erased"))
    assert not Pledge.objects.exists()
    with pytest.raises(CommandError, match="not a file"):
        call_command("purge_pledges", "--erased", str(tmp_path / "nothing"))


@pytest.mark.django_db(transaction=True)
def test_a_file_that_cannot_be_written_stops_no_deletion(settings, tmp_path):
    settings.ERASED_PLEDGES = tmp_path / "no such folder" / "file"
    pledge = make_pledge()
    assert retention.erase(pledge.pk)
    assert ErasedPledge.objects.filter(pk=pledge.public_id).exists()
