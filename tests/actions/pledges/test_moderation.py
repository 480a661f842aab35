"""Decisions: one winner, who is written down; the count always agrees with the rows."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from actions.pledges import moderation, retention
from actions.pledges.models import Pledge, PledgeDecision, Tally
from tests.actions.pledges.conftest import make_pledge, publish

pytestmark = pytest.mark.django_db


def counted():
    return {t.key: t.made for t in Tally.objects.exclude(made=0)}


def test_approval_publishes_counts_and_writes_who_and_when(moderator):
    pledge = make_pledge()
    decision = moderation.approve(pledge.pk, version=1, by=moderator.user)
    pledge.refresh_from_db()
    assert (pledge.status, pledge.version, pledge.code) == ("published", 2, "")
    assert (decision.by, decision.outcome, decision.version) == (moderator.user, "approve", 1)
    assert decision.pledge_public_id == pledge.public_id
    assert counted() == {"own": 1}


def test_a_decline_keeps_it_off_the_board_with_its_code(moderator):
    pledge = make_pledge()
    moderation.decline(pledge.pk, version=1, code="D7", by=moderator.user)
    pledge.refresh_from_db()
    assert (pledge.status, pledge.code) == ("declined", "D7")
    assert not Pledge.objects.published().exists()
    assert counted() == {}


@pytest.mark.parametrize("code", ["", "D0", "D14", "d1", "x"])
def test_only_the_thirteen_codes_decline(moderator, code):
    pledge = make_pledge()
    with pytest.raises(ValueError, match="decision code"):
        moderation.decline(pledge.pk, version=1, code=code, by=moderator.user)
    assert not PledgeDecision.objects.exists()


def test_the_second_moderator_is_told_who_was_first(moderator, administrator):
    pledge = make_pledge()
    moderation.decline(pledge.pk, version=1, code="D1", by=moderator.user)
    with pytest.raises(moderation.AlreadyDecidedError) as caught:
        moderation.approve(pledge.pk, version=1, by=administrator.user)
    assert (caught.value.decision.by, caught.value.decision.code) == (moderator.user, "D1")
    pledge.refresh_from_db()
    assert pledge.status == "declined"
    assert PledgeDecision.objects.count() == 1


def test_a_decision_applies_to_the_version_that_was_seen(moderator):
    pledge = make_pledge(version=2)
    with pytest.raises(moderation.AlreadyDecidedError):
        moderation.approve(pledge.pk, version=1, by=moderator.user)
    pledge.refresh_from_db()
    assert pledge.status == "pending"


def test_a_pledge_that_was_taken_down_meanwhile_is_gone(moderator):
    pledge = make_pledge()
    retention.erase(pledge.pk)
    with pytest.raises(moderation.GoneError):
        moderation.approve(pledge.pk, version=1, by=moderator.user)
    assert not PledgeDecision.objects.exists()


def test_a_ready_made_pledge_counts_at_once_and_own_words_wait():
    ready = moderation.submit(sitting="a", language="en", action_key="A01").pledge
    own = moderation.submit(sitting="b", language="en", text="I will ask first").pledge
    assert (ready.status, own.status) == ("published", "pending")
    assert counted() == {"A01": 1}


def test_the_same_sitting_stores_one_pledge_and_gives_one_link():
    first = moderation.submit(sitting="same", language="en", action_key="A01")
    second = moderation.submit(sitting="same", language="en", action_key="A01")
    other = moderation.submit(sitting="other", language="en", action_key="A01")
    assert first == second
    assert other.secret != first.secret
    assert counted() == {"A01": 2}


def test_the_count_agrees_with_the_rows_after_everything(moderator):
    pledges = [moderation.submit(sitting=f"s{n}", language="en", text=f"I will {n}").pledge for n in range(6)]
    ready = [moderation.submit(sitting=f"r{n}", language="en", action_key="A02").pledge for n in range(3)]
    for pledge in pledges[:4]:
        publish(pledge, moderator.user)
    for pledge in (pledges[0], pledges[5], ready[0]):
        assert retention.erase(pledge.pk)
        assert not retention.erase(pledge.pk)
    assert counted() == {"own": Pledge.objects.on_the_wall().count(), "A02": 2}


def writes_a_status(node):
    """Whether a piece of code sets `status`: by assignment, as an argument of a write, or in a row of values."""
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Attribute) and target.attr == "status" for target in node.targets)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        writing = node.func.attr in ("update", "create", "get_or_create", "update_or_create", "bulk_create")
        return writing and any(keyword.arg == "status" for keyword in node.keywords)
    if isinstance(node, ast.Dict):
        values = dict(zip([getattr(key, "value", None) for key in node.keys], node.values, strict=True))
        return "status" in values and bool({"made_on", "version"} & values.keys())
    return False


def test_only_moderation_writes_a_status():
    writers = {
        path.parent.name
        for path in (Path(settings.BASE_DIR) / "actions" / "pledges").rglob("*.py")
        if "migrations" not in path.parts
        and any(writes_a_status(node) for node in ast.walk(ast.parse(path.read_text())))
    }
    assert writers == {"moderation"}
