"""What we say that we keep, and what we do not: looked for in every table, after everything that readers can send."""

import csv
import datetime as dt
import io
import re
import zipfile

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from actions.pledges.models import Pledge, Report
from config.safety import throttle
from config.safety.models import ThrottleCount, ThrottleKey
from resources import coverage
from resources.hsds import tabular
from resources.hsds.table_shapes import SHAPES
from resources.models import ProblemReport
from tests.actions.pledges.conftest import Writer, make_pledge, publish, return_path
from tests.conftest import SAME_ORIGIN
from tests.factories_resources import make_service

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2031, 3, 17, 13, 37, 42, tzinfo=dt.UTC)
OWN = "I will talk to my brother about asking first"
ADDRESS = "203.0.113.77"
VISITOR = {
    **SAME_ORIGIN,
    "User-Agent": "MarkerAgent/1.0",
    "Accept-Language": "cy-GB,en",
    "Referer": "http://marker-referrer/",
    "X-Forwarded-For": "198.51.100.99",
}
# Who was there and what they looked for; then the minute in which they were there, in any of its spellings.
MARKERS = re.compile(r"203\.0\.113|198\.51\.100|Marker|marker|cy-GB|quizzaciously")
MINUTE = re.compile(rf"13:3[78]|{int(NOON.timestamp()) // 600}\d{{3}}")


def stored():
    """Every cell of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield from (f"{table}: {bytes(c) if isinstance(c, memoryview) else c!s}" for c in row)


@pytest.fixture
def visit(guidance):
    """Everything that a reader can send, in one minute, from one marked browser."""
    service = make_service(contacts=[("phone", "+448085002222")])
    ana = User.objects.create_user("ana")
    client = Client(headers=VISITOR, REMOTE_ADDR=ADDRESS, raise_request_exception=False)
    with time_machine.travel(NOON - dt.timedelta(hours=45), tick=False):
        shown = publish(make_pledge(), ana)
    with time_machine.travel(NOON, tick=False):
        mine = return_path(Writer(client).send(text=OWN, not_that="1"))
        assert Writer(client).send(action="make-a-small-distraction").status_code == 200
        assert Writer(client, f"/iwill/{shown.public_id}/report/").send(reason="names").status_code < 400
        problem = Writer(client, reverse("resources:problem", args=[service.slug]))
        assert problem.send(reason="dead").status_code == 302
        for path in ("/resources/", "/act/find/"):
            assert (
                client.post(path, {"q": "quizzaciously", "need": "shelter", "country": "GB"}).status_code
                < 500
            )
        client.post("/iwill/mine/", {"words": "quizzaciously " * 9})
        for path in (mine, "/?q=marker-query", "/nothing/marker-path/", "/about/\x00marker"):
            client.get(path)
        client.post("/iwill/new/", b"\xff\xfemarker", content_type="text/plain")
    return client


def test_no_table_holds_who_a_reader_was_or_what_they_looked_for(visit):
    cells = list(stored())
    assert any(OWN in cell for cell in cells), "this look does find what is kept"
    assert Report.objects.exists()
    assert ProblemReport.objects.exists()
    assert ThrottleCount.objects.exists()
    assert [cell for cell in cells if MARKERS.search(cell)] == []
    assert not visit.cookies


def test_what_readers_send_is_kept_to_the_day(visit):
    cells = list(stored())
    assert any("2031-03-17" in cell for cell in cells), "this look does find the day"
    assert [cell for cell in cells if MINUTE.search(cell)] == []


def test_one_command_an_hour_deletes_all_that_is_over(capsys, moderator):
    """Pledges, counters, and sessions of staff; with the clock moved on."""
    with time_machine.travel(NOON, tick=False):
        make_pledge(text=OWN)
        throttle.uses("work", "a sitting")
        moderator.get("/admin/")
    with time_machine.travel(NOON + dt.timedelta(days=89), tick=False):
        call_command("tidy")
        assert Pledge.objects.count() == 1
        assert not ThrottleCount.objects.exists()
        assert not ThrottleKey.objects.exists()
    with time_machine.travel(NOON + dt.timedelta(days=90), tick=False):
        call_command("tidy")
    assert not Pledge.objects.exists()
    assert "1 pledges and 0 counters" in capsys.readouterr().out


def test_files_for_a_spreadsheet_hold_listings_and_nothing_about_readers(editor, visit):
    for key in coverage.TABLES:
        answer = editor.get(reverse("admin:resources_coverage_file", args=[key])).content.decode("utf-8-sig")
        if key == "unmet":  # the one that is about searches: a new column is a decision, made here
            header = next(csv.reader(io.StringIO(answer)))
            assert header == ["Need", "Country", "Part", "Times", "Last month"]
        assert OWN not in answer
        assert MARKERS.search(answer) is None


def test_the_open_data_holds_the_columns_of_the_standard_only(visit):
    file = io.BytesIO()
    tabular.write_zip(file)
    known = {name: shape.columns for shape in SHAPES.values() for name in shape.files}
    with zipfile.ZipFile(file) as archive:
        tables = [name for name in archive.namelist() if name.endswith(".csv")]
        assert len(tables) > 5
        for name in tables:
            content = archive.read(name).decode("utf-8-sig")
            assert set(next(csv.reader(io.StringIO(content)))) <= known[name.removesuffix(".csv")]
            assert OWN not in content
