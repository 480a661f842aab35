"""Gone means gone: the row, the count, the bytes in the file, and every trace in the admin."""

import datetime as dt
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from actions.pledges import retention
from actions.pledges.models import Pledge
from tests.actions.pledges.conftest import make_pledge

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
