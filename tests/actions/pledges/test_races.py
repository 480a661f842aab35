"""Two moderators, one pledge, at the same moment, sixty times: one winner, and the loser is told."""

import threading
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from actions.pledges import moderation, retention
from actions.pledges.models import Pledge, PledgeDecision, Tally
from tests.actions.pledges.conftest import make_pledge

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 60


def at_once(*calls):
    """Run the calls in threads that start together; returns what each returned or raised, in order."""
    barrier, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        barrier.wait()
        try:
            results[place] = call()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_never_two_winners():
    ana, joss = User.objects.create_user("ana"), User.objects.create_user("joss")
    for _ in range(ROUNDS):
        pledge = make_pledge()
        results = at_once(
            lambda pk=pledge.pk: moderation.approve(pk, version=1, by=ana),
            lambda pk=pledge.pk: moderation.decline(pk, version=1, code="D8", by=joss),
        )
        winners = [r for r in results if isinstance(r, PledgeDecision)]
        losers = [r for r in results if isinstance(r, moderation.AlreadyDecidedError)]
        assert (len(winners), len(losers)) == (1, 1), results
        assert losers[0].decision == winners[0]
    assert PledgeDecision.objects.count() == ROUNDS
    assert Tally.objects.made() == Pledge.objects.published().count()


def test_eight_deciders_sixty_pledges_one_winner_each_and_one_chain(capsys):
    people = [User.objects.create_user(f"person{n}") for n in range(8)]
    for _ in range(ROUNDS):
        pledge = make_pledge()
        moves = [
            lambda by, pk=pledge.pk: moderation.approve(pk, version=1, by=by),
            lambda by, pk=pledge.pk: moderation.decline(pk, version=1, code="D8", by=by),
            lambda by, pk=pledge.pk: moderation.decline(pk, version=1, code="D12", by=by),
            lambda by, pk=pledge.pk: moderation.hold(pk, version=1, by=by),
        ]
        results = at_once(*[partial(moves[n % 4], by) for n, by in enumerate(people)])
        winners = [r for r in results if isinstance(r, PledgeDecision)]
        losers = [r for r in results if isinstance(r, moderation.AlreadyDecidedError)]
        assert (len(winners), len(losers)) == (1, 7), results
        assert all(loser.decision == winners[0] for loser in losers)
    assert PledgeDecision.objects.count() == ROUNDS
    assert Tally.objects.made() == Pledge.objects.published().count()
    call_command("verify_decisions")
    assert f"{ROUNDS} decisions, chain intact" in capsys.readouterr().out


def test_decisions_about_many_pledges_at_once_still_make_one_chain():
    """Different pledges share nothing but the head of the log."""
    people = [User.objects.create_user(f"person{n}") for n in range(8)]
    for _ in range(20):
        pledges = [make_pledge() for _person in people]
        results = at_once(
            *[
                partial(moderation.approve, pledge.pk, version=1, by=by)
                for pledge, by in zip(pledges, people, strict=True)
            ]
        )
        assert all(isinstance(result, PledgeDecision) for result in results), results
    call_command("verify_decisions")
    assert Tally.objects.made() == 160


def test_taking_down_beats_or_follows_an_approval_and_never_leaves_a_count():
    ana = User.objects.create_user("ana")
    for _ in range(20):
        pledge = make_pledge()
        at_once(
            lambda pk=pledge.pk: moderation.approve(pk, version=1, by=ana),
            lambda pk=pledge.pk: retention.erase(pk),
        )
        assert not Pledge.objects.filter(pk=pledge.pk).exists()
    assert Tally.objects.made() == 0


def test_a_double_click_stores_one_pledge_with_one_link():
    for number in range(20):
        results = at_once(
            *[lambda n=number: moderation.submit(sitting=f"click {n}", language="en", action_key="A01")] * 2
        )
        assert results[0].secret == results[1].secret
    assert Pledge.objects.count() == 20
    assert Tally.objects.made() == 20
