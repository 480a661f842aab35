"""Readers say that a promise is not right: it comes before a person, and nothing is hidden by itself."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from actions.pledges import moderation, reports, retention
from actions.pledges.models import Case, Pledge, Report
from actions.pledges.views import report as page
from tests.actions.pledges.conftest import days_ago, make_pledge, publish
from tests.actions.pledges.test_races import at_once
from tests.conftest import SAME_ORIGIN

Reason = Report.Reason


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana")


@pytest.fixture
def pledge(ana):
    return publish(make_pledge(text="I will talk to my brother"), ana)


def reported():
    return Case.objects.in_queue("reported")


def send(pledge, reason="advert", address="203.0.113.7", seconds=60, **changes):
    """Opens the form, takes its time, sends it from an address."""
    path = f"/iwill/{pledge.public_id}/report/"
    client = Client(headers=SAME_ORIGIN, REMOTE_ADDR=address)
    token = re.search(r'name="started" value="([^"]+)"', client.get(path).content.decode())[1]
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=seconds), tick=False):
        return client.post(path, {"started": token, "website": "", "reason": reason, **changes})


@pytest.mark.parametrize("reason", Reason.values)
def test_three_bring_it_before_a_person_and_one_is_enough_where_somebody_may_be_hurt(pledge, reason):
    opened = []
    for _number in range(3):
        assert reports.add(pledge.pk, reason)
        opened.append(reported().count())
    one_is_enough = reason in ("names", "story", "danger")
    assert opened == ([1, 1, 1] if one_is_enough else [0, 0, 1])
    pledge.refresh_from_db()
    assert list(Pledge.objects.in_case(reported().get())) == [pledge]
    assert pledge.status == "published"


def test_different_reasons_count_together(pledge):
    for reason in ("advert", "blame", "other"):
        reports.add(pledge.pk, reason)
    assert reported().count() == 1


def test_a_raid_hides_nothing_and_stores_little(pledge, visitor):
    added = [reports.add(pledge.pk, Reason.NAMES) for _number in range(200)]
    assert added.count(True) == Report.objects.count() == reports.MOST
    assert Case.objects.open().count() == 1
    assert "talk to my brother" in visitor.get("/iwill/").content.decode()
    assert visitor.get(f"/iwill/{pledge.public_id}/").status_code == 200


@pytest.mark.parametrize("decide", ["keep", "decline", "hold"])
def test_after_a_decision_the_reports_are_gone_and_new_ones_begin_anew(pledge, ana, decide):
    reports.add(pledge.pk, Reason.NAMES)
    values = {"code": "D1"} if decide == "decline" else {}
    getattr(moderation, decide)(pledge.pk, version=2, by=ana, **values)
    assert not Report.objects.exists()
    assert not reported().exists()
    again = [reports.add(pledge.pk, Reason.ADVERT) for _number in range(3)]
    assert again == [decide == "keep"] * 3
    assert reported().count() == (decide == "keep")


def test_passing_on_leaves_the_reports_for_the_next_person(pledge, ana):
    reports.add(pledge.pk, Reason.NAMES)
    moderation.pass_on(pledge.pk, version=2, by=ana)
    assert Report.objects.count() == reported().count() == 1


def test_only_written_promises_on_the_board_can_be_reported(visitor, pledge, ana):
    waiting = make_pledge()
    one_tap = moderation.submit(sitting="tap", language="en", action_key="A01").pledge
    declined = make_pledge()
    moderation.decline(declined.pk, version=1, code="D10", by=ana)
    for row in (waiting, one_tap, declined):
        path = f"/iwill/{row.public_id}/report/"
        assert visitor.get(path).status_code == 404
        assert visitor.post(path, {"reason": "names"}).status_code == 404
        assert not reports.add(row.pk, Reason.NAMES)
    assert visitor.get("/iwill/abcdefghjk/report/").status_code == 404
    assert not reports.add(0, Reason.NAMES)
    assert not Report.objects.exists()
    with pytest.raises(ValueError, match="bored"):
        reports.add(pledge.pk, "bored")


def test_one_place_counts_once_an_hour_and_is_thanked_all_the_same(pledge, ana):
    other = publish(make_pledge(), ana)
    with time_machine.travel(dt.datetime(2027, 1, 1, 12, 0, tzinfo=dt.UTC), tick=False):
        answers = [send(pledge) for _number in range(4)]
        send(pledge, address="203.0.113.8")
        send(other)
    assert {answer.status_code for answer in answers} == {200}
    bodies = {re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers}
    assert len(bodies) == 1
    assert pledge.reports.count() == 2
    assert other.reports.count() == 1
    with time_machine.travel(dt.datetime(2027, 1, 1, 13, 5, tzinfo=dt.UTC), tick=False):
        send(pledge)
    assert pledge.reports.count() == 3


def test_one_place_cannot_report_the_whole_board_nor_many_places_one_promise(pledge, ana, monkeypatch):
    monkeypatch.setattr(page, "ONE_PLACE", 2)
    monkeypatch.setattr(page, "ONE_PLEDGE", 3)
    with time_machine.travel(dt.datetime(2027, 1, 1, 12, 0, tzinfo=dt.UTC), tick=False):
        for _number in range(4):
            send(publish(make_pledge(), ana))
        assert Report.objects.count() == 2
        for number in range(6):
            send(pledge, address=f"198.51.100.{number}")
    assert pledge.reports.count() == 3


def test_a_report_from_elsewhere_or_by_a_program_is_not_taken(pledge):
    path = f"/iwill/{pledge.public_id}/report/"
    assert Client(headers={"Sec-Fetch-Site": "cross-site"}).post(path, {"reason": "names"}).status_code == 403
    for fault in (
        {"website": "spam"},
        {"started": "forged"},
        {"seconds": 0},
        {"reason": ""},
        {"reason": "\0x"},
    ):
        answer = send(pledge, **fault)
        assert answer.status_code == 400, fault
        assert 'role="alert"' in answer.content.decode()
    assert not Report.objects.exists()


def test_who_says_danger_sees_numbers_to_call_at_once(pledge):
    address = "203.0.113.7"
    page_of = Client(headers=SAME_ORIGIN, REMOTE_ADDR=address)
    for seconds, status in ((0, 400), (60, 200), (61, 200)):  # refused, taken, and not counted any more
        answer = send(pledge, reason="danger", seconds=seconds)
        body = answer.content.decode()
        assert answer.status_code == status
        assert "in danger now, call <a" in body
        assert body.index("in danger now, call <a") < body.index("</main>")
    assert "in danger now, call <a" not in send(pledge, reason="advert").content.decode()
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert page_of.get(f"/iwill/{pledge.public_id}/report/?country=ES").status_code == 200


def test_nothing_about_who_said_it_is_kept(pledge):
    send(pledge, reason="names")
    row = Report.objects.values().get()
    assert set(row) == {"id", "pledge_id", "reason", "day"}
    assert type(row["day"]) is dt.date


@pytest.mark.parametrize("way", ["erase", "purge"])
def test_reports_go_with_their_promise(pledge, ana, way):
    for _number in range(3):
        reports.add(pledge.pk, Reason.STORY)
    if way == "erase":
        assert retention.erase(pledge.pk)
    else:
        with time_machine.travel(days_ago(40), tick=False):
            moderation.decline(pledge.pk, version=2, code="D10", by=ana)
        Report.objects.create(pledge=pledge, reason="story", day=timezone.localdate())
        assert retention.purge() == 1
    assert not Report.objects.exists()
    assert not Case.objects.open().exists()


@pytest.mark.django_db(transaction=True)
def test_reports_at_the_same_moment_open_one_case_and_decisions_leave_none_behind():
    ana = User.objects.create_user("ana")
    for number in range(12):
        pledge = publish(make_pledge(), ana)
        calls = [lambda pk=pledge.pk: reports.add(pk, Reason.ADVERT)] * 4
        if number % 3 == 1:
            calls.append(lambda pk=pledge.pk: moderation.decline(pk, version=2, code="D8", by=ana))
        if number % 3 == 2:
            calls.append(lambda pk=pledge.pk: retention.erase(pk))
        results = at_once(*calls)
        assert not [result for result in results if isinstance(result, Exception)], results
        left = Pledge.objects.filter(pk=pledge.pk).first()
        open_cases = reported().count()
        assert open_cases == (1 if number % 3 == 0 else 0)
        if left:
            assert left.reports.count() == (4 if number % 3 == 0 else 0)
            retention.erase(left.pk)
        assert not Report.objects.exists()
    connection.close()
