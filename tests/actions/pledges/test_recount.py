"""The kept numbers equal a count of the rows, whatever happens; and what drifted is put right."""

import datetime as dt
import random
import threading
from collections import Counter

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from actions.guidance.vocabulary import Strategy
from actions.pledges import keeping, moderation, recount, retention
from actions.pledges.models import MonthlyNumber, Pledge, PledgeDecision, Tally
from tests.actions.pledges.conftest import make_pledge, publish

Kind, Status, Outcome = MonthlyNumber.Kind, Pledge.Status, PledgeDecision.Outcome
START = dt.datetime(2026, 9, 28, 9, tzinfo=dt.UTC)


def all_wrong():
    return [str(row) for part in recount.PARTS for row in recount.wrong(part)]


def stored():
    return {
        (row.month, row.kind, row.key): row.number for row in MonthlyNumber.objects.filter(number__gt=0)
    }, {row.key: (row.made, row.kept) for row in Tally.objects.all() if row.made}


def submit(number, rng):
    ready = rng.random() < 0.3
    return moderation.submit(
        sitting=f"random {number} {rng.random()}",
        language="en",
        text="" if ready else f"I will do thing {number} {rng.random()}",
        action_key=f"A0{rng.randint(1, 4)}" if ready else "",
        strategy="" if ready else rng.choice(["", *Strategy.values]),
    ).pledge


def move(pledge, rng, people):
    """Something that can happen to a pledge; what is not possible just now changes nothing."""
    person, at = rng.choice(people), {"version": pledge.version}
    moves = [
        lambda: moderation.approve(pledge.pk, by=person, **at),
        lambda: moderation.keep(pledge.pk, by=person, **at),
        lambda: moderation.decline(pledge.pk, code=rng.choice(["D1", "D7", "D12"]), by=person, **at),
        lambda: moderation.hold(pledge.pk, by=person, **at),
        lambda: moderation.pass_on(pledge.pk, by=person, **at),
        lambda: moderation.undo(pledge.pk, by=person, **at),
        lambda: moderation.undo(pledge.pk, by=person, **at),
        lambda: moderation.second_look(pledge.pk, by=person, **at),
        lambda: moderation.ask_second_look(pledge.pk),
        lambda: keeping.mark(pledge.pk, rng.choice(["kept", "kept", "hard"])),
        lambda: retention.erase(pledge.pk) if rng.random() < 0.3 else None,
    ]
    try:
        rng.choice(moves)()
    except (moderation.AlreadyDecidedError, moderation.SamePersonError, moderation.NotAllowedError):
        pass
    except moderation.TooLateError:
        pass


def waits(sent):
    """The histogram of waits, from the log: of each pledge the first decision that nobody took back."""
    found = Counter()
    for public_id, day in sent.items():
        rows = PledgeDecision.objects.filter(pledge_public_id=public_id).order_by("version")
        log = {row.version: row for row in rows}
        standing = [
            row
            for row in log.values()
            if row.outcome in PledgeDecision.SETTLES
            and not (row.version + 1 in log and log[row.version + 1].outcome == Outcome.UNDO)
        ]
        if standing:
            on = timezone.localdate(standing[0].at)
            found[on.replace(day=1), Kind.WAIT, str((on - day).days)] += 1
    return dict(found)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_after_anything_the_numbers_equal_a_recount_of_the_rows(seed):
    rng, sent, now = random.Random(seed), {}, START
    people = [User.objects.create_user(f"person{n}") for n in range(3)]
    for number in range(120):
        now += dt.timedelta(hours=rng.choice([0, 1, 5, 30]))
        with time_machine.travel(now, tick=False):
            pledges = list(Pledge.objects.order_by("pk"))
            if len(pledges) < 5 or rng.random() < 0.15:
                pledge = submit(number, rng)
                if pledge.text:
                    sent[pledge.public_id] = pledge.made_on
            else:
                move(rng.choice(pledges), rng, people)
    assert all_wrong() == []
    assert {place: n for place, n in stored()[0].items() if place[1] == Kind.WAIT} == waits(sent)
    assert MonthlyNumber.objects.filter(kind=Kind.DECISION, number__gt=0).exists()


@pytest.mark.django_db
def test_one_that_comes_back_to_the_desk_has_not_waited_twice(moderator, administrator):
    pledge = publish(make_pledge(), moderator.user, START)
    with time_machine.travel(START + dt.timedelta(days=10), tick=False):
        moderation.hold(pledge.pk, version=2, by=moderator.user)
        moderation.approve(pledge.pk, version=3, by=moderator.user)
        moderation.keep(pledge.pk, version=4, by=moderator.user)
        moderation.undo(pledge.pk, version=5, by=administrator.user)
    assert MonthlyNumber.objects.filter(kind=Kind.WAIT, number__gt=0).count() == 1


@pytest.fixture
def busy(moderator):
    """Pledges of all kinds, decided in two months."""
    for number, strategy in enumerate(["", "direct", "own-your-behaviour"]):
        pledge = make_pledge(strategy=strategy, text=f"I will {number}")
        publish(pledge, moderator.user, START + dt.timedelta(days=2 * number))
        keeping.mark(pledge.pk, "kept")
    declined = make_pledge()
    moderation.decline(declined.pk, version=1, code="D9", by=moderator.user)
    moderation.submit(sitting="ready", language="en", action_key="A01")


@pytest.mark.django_db
def test_written_pledges_count_under_the_strategy_that_was_chosen(busy):
    keys = MonthlyNumber.objects.filter(kind=Kind.MADE).values_list("key", flat=True)
    assert sorted(keys) == ["A01", "own", "own:direct", "own:own-your-behaviour"]
    assert Tally.objects.get(key="own").made == 3
    retention.erase(Pledge.objects.get(strategy="own-your-behaviour").pk)
    for kind in (Kind.MADE, Kind.KEPT):
        assert MonthlyNumber.objects.get(kind=kind, key="own:own-your-behaviour").number == 0
    assert max(len(f"own:{value}") for value in Strategy.values) <= MonthlyNumber.KEY_LENGTH


@pytest.mark.django_db
def test_drift_is_said_and_then_put_right(busy, capsys):
    right = stored()
    Tally.objects.filter(key="own").update(made=40, kept=0)
    MonthlyNumber.objects.filter(kind=Kind.MADE, key="own:direct").delete()
    MonthlyNumber.objects.filter(kind=Kind.DECISION, key="D9").update(number=7)
    MonthlyNumber.objects.create(kind=Kind.KEPT, key="A44", month="2026-09-01", number=3)
    wait = MonthlyNumber.objects.create(kind=Kind.WAIT, key="300", month="2026-09-01", number=1)
    drifted = stored()
    with pytest.raises(CommandError, match="5 numbers are wrong"):
        call_command("recount", "--dry-run")
    assert stored() == drifted
    call_command("recount")
    assert "board made own was 40, is 3" in capsys.readouterr().out
    wait.delete()  # left alone: nobody can count those again
    assert stored() == right
    call_command("recount")
    assert capsys.readouterr().out.splitlines()[-1] == "Every number is right."
    call_command("recount", "--dry-run")


@pytest.mark.django_db
def test_stopping_it_keeps_what_was_put_right(busy, capsys, monkeypatch):
    Tally.objects.filter(key="own").update(made=40)
    MonthlyNumber.objects.filter(kind=Kind.DECISION).update(number=70)
    count = recount.wrong

    def stop(part):
        if part == Kind.DECISION:
            raise KeyboardInterrupt
        return count(part)

    with monkeypatch.context() as patch:
        patch.setattr(recount, "wrong", stop)
        call_command("recount")
    assert "start it again for the rest" in capsys.readouterr().out
    assert Tally.objects.get(key="own").made == 3
    call_command("recount")
    assert all_wrong() == []


@pytest.mark.django_db(transaction=True)
def test_a_recount_and_a_busy_board_do_not_spoil_each_other():
    """Promises come and go while every number is put wrong and right again; in the end all are right."""
    done, faults = threading.Event(), []

    def board():
        try:
            for number in range(25):
                pledge = moderation.submit(sitting=f"s{number}", language="en", action_key="A01").pledge
                keeping.mark(pledge.pk, "kept")
                if number % 3 == 0:
                    retention.erase(pledge.pk)
        except Exception as error:
            faults.append(error)
        finally:
            done.set()
            connection.close()

    thread = threading.Thread(target=board)
    thread.start()
    while not done.is_set():
        for part in recount.PARTS:
            list(recount.put_right([row.place for row in recount.wrong(part)]))
    thread.join()
    assert faults == []
    assert all_wrong() == []
