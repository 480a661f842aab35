"""The log of decisions: nothing in it can be changed, and what was changed all the same is found."""

import datetime as dt
import hashlib
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from actions.pledges import chain, log_guard, moderation
from actions.pledges.models import LogHead, PledgeDecision
from tests.actions.pledges.conftest import make_pledge

pytestmark = pytest.mark.django_db
TABLE = "pledges_pledgedecision"


@pytest.fixture
def log(moderator):
    """Three decisions about three pledges."""
    return [moderation.approve(make_pledge().pk, version=1, by=moderator.user) for _n in range(3)]


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def verify(capsys):
    call_command("verify_decisions")
    return capsys.readouterr().out.strip()


def test_each_row_follows_from_the_one_before(log, capsys):
    assert log[0].previous == chain.GENESIS
    assert [row.previous for row in log[1:]] == [row.hash for row in log[:2]]
    assert verify(capsys) == f"3 decisions, chain intact, head {log[2].hash}"


def test_an_empty_log_is_intact(capsys):
    assert verify(capsys) == f"0 decisions, chain intact, head {chain.GENESIS}"


REFUSED = [
    f"UPDATE {TABLE} SET code = 'D1'",
    f"UPDATE {TABLE} SET by_id = by_id",
    f"DELETE FROM {TABLE}",
]
REFUSED_BY = {
    "sqlite": [
        f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE}",
        f"REPLACE INTO {TABLE} SELECT id + 100, pledge_public_id, version, outcome, code, at, by_id, hash, previous "
        f"FROM {TABLE}",
    ],
    "postgresql": [f"TRUNCATE {TABLE}", f"TRUNCATE {TABLE} CASCADE", "TRUNCATE auth_user CASCADE"],
}


def test_the_database_refuses_every_change_and_deletion(log):
    if connection.vendor == "postgresql":
        run(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # what waits for the end of the transaction stops TRUNCATE before us
    for sql in REFUSED + REFUSED_BY[connection.vendor]:
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            run(sql)
    for act in (lambda rows: rows.update(code=""), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            act(PledgeDecision.objects.all())
    assert list(PledgeDecision.objects.in_order()) == log


@pytest.mark.parametrize(
    ("sql", "fits"),
    [
        ("UPDATE {table} SET outcome = 'decline', code = 'D1' WHERE id = {second}", 1),
        ("UPDATE {table} SET at = '2026-01-01 00:00:00+00:00' WHERE id = {second}", 1),
        ("UPDATE {table} SET by_id = {other} WHERE id = {second}", 1),
        ("UPDATE {table} SET version = 9 WHERE id = {first}", 0),
        ("DELETE FROM {table} WHERE id = {first}", 0),
        ("DELETE FROM {table} WHERE id = {second}", 1),
    ],
)
def test_a_change_behind_the_back_of_the_database_is_found(log, administrator, sql, fits):
    log_guard.take(connection)
    run(sql.format(table=TABLE, first=log[0].pk, second=log[1].pk, other=administrator.user.pk))
    log_guard.put(connection)
    with pytest.raises(CommandError, match=rf"^{fits} decisions fit\. Row \d+, about [a-z0-9]+ version"):
        call_command("verify_decisions")


def test_rows_cut_off_at_the_end_are_missed(log):
    log_guard.take(connection)
    run(f"DELETE FROM {TABLE} WHERE id = {log[2].pk}")
    log_guard.put(connection)
    with pytest.raises(CommandError, match="2 decisions fit, but the log once had 3"):
        call_command("verify_decisions")
    LogHead.objects.all().delete()
    with pytest.raises(CommandError, match="2 decisions fit"):
        call_command("verify_decisions")


def test_a_log_that_lost_its_head_takes_no_second_beginning(log, moderator):
    LogHead.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        moderation.approve(make_pledge().pk, version=1, by=moderator.user)


def test_a_hash_stays_what_it_is_for_ever():
    """The canonical form in full: an auditor can compute it without this program."""
    row = PledgeDecision(
        pledge_public_id="abcdefghjk",
        version=1,
        outcome="decline",
        code="D7",
        by_id=3,
        at=dt.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=dt.UTC),
    )
    form = (
        '{"at":"2026-01-02T03:04:05.678901+00:00","by":3,"code":"D7","outcome":"decline",'
        f'"pledge":"abcdefghjk","previous":"{"0" * 64}","version":1}}'
    )
    assert chain.digest(row, chain.GENESIS) == hashlib.sha256(form.encode()).hexdigest()
    assert chain.digest(row, chain.GENESIS).startswith("ab8e58aeb71f2a90")


def test_the_log_holds_no_words(log):
    names = {field.name for field in PledgeDecision._meta.get_fields()}
    assert names == {"id", "pledge_public_id", "version", "outcome", "code", "by", "at", "previous", "hash"}
    assert all(re.fullmatch("[0-9a-f]{64}", row.hash) for row in log)
