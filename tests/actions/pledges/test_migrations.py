"""Decisions from before the chain are in it afterwards, and the way back is open."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from actions.pledges.models import PledgeDecision

BEFORE = [("pledges", "0002_moderator_group")]


def go(target):
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.mark.django_db(transaction=True)
def test_old_decisions_become_the_first_rows_of_the_chain(capsys):
    latest = [
        node for node in MigrationExecutor(connection).loader.graph.leaf_nodes() if node[0] == "pledges"
    ]
    person = User.objects.create_user("ana")
    try:
        old = go(BEFORE).get_model("pledges", "PledgeDecision")
        for number in range(3):
            old.objects.create(
                pledge_public_id=f"abcdefghj{number}",
                version=1,
                outcome="decline",
                code="D1",
                by_id=person.pk,
                at=dt.datetime(2026, 1, 1, 12, number, tzinfo=dt.UTC),
            )
    finally:
        go(latest)
    call_command("verify_decisions")
    assert capsys.readouterr().out.startswith("3 decisions, chain intact")
    with pytest.raises(IntegrityError, match="written once"):
        PledgeDecision.objects.all().delete()
    go(BEFORE)
    go(latest)
    call_command("verify_decisions")
    assert capsys.readouterr().out.startswith("3 decisions, chain intact")
