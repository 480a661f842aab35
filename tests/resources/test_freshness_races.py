"""Two editors, one contact, at the same moment: one winner, and the loser is told."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from resources import changes, freshness, problems, self_confirm
from resources.models import ChangeRequest, Contact, ProblemReport, Service, Verification
from resources.reach import Reach
from tests.actions.pledges.test_races import at_once
from tests.factories_resources import make_contact, make_service

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, DAY = 15, date(2026, 11, 20)


def fresh(contact):
    return Contact.objects.select_related("service").get(pk=contact.pk)


def test_confirming_and_hiding_at_once_has_one_winner():
    ana, joss = User.objects.create_user("ana"), User.objects.create_user("joss")
    for number in range(ROUNDS):
        contact = make_contact(make_service(f"line-{number}"))
        was = freshness.Seen(contact.value, contact.service.last_modified)
        results = at_once(
            lambda c=contact, w=was: freshness.confirm_contact(
                fresh(c), by=ana, method="phone", on=DAY, seen=w
            ),
            lambda c=contact, w=was: freshness.hide(fresh(c), reason="dead", by=joss, seen=w),
        )
        lost = [r for r in results if isinstance(r, freshness.Overtaken)]
        assert len(lost) == 1, results
        row = fresh(contact)
        assert bool(row.hidden) != bool(row.checked_on)


def test_two_contacts_checked_at_once_confirm_their_service():
    ana, joss = User.objects.create_user("ana"), User.objects.create_user("joss")
    for number in range(ROUNDS):
        service = make_service(f"line-{number}", contacts=[("phone", "1"), ("phone", "2")])
        one, two = service.contacts.order_by("value")
        results = at_once(
            lambda c=one: freshness.confirm_contact(fresh(c), by=ana, method="phone", on=DAY),
            lambda c=two: freshness.confirm_contact(fresh(c), by=joss, method="phone", on=DAY),
        )
        assert all(isinstance(result, Verification) for result in results), results
        assert Service.objects.get(pk=service.pk).assured_date == DAY


def test_a_change_is_decided_once():
    ana, joss, sam = (User.objects.create_user(name) for name in ("ana", "joss", "sam"))
    for number in range(ROUNDS):
        contact = make_contact(make_service(f"line-{number}"))
        request = changes.propose_value(contact, Reach("phone", "989", "989"), by=ana)
        results = at_once(
            lambda r=request: changes.apply(ChangeRequest.objects.get(pk=r.pk), by=joss),
            lambda r=request: changes.refuse(ChangeRequest.objects.get(pk=r.pk), by=sam),
        )
        assert sum(isinstance(r, changes.AlreadyDecided) for r in results) == 1, results
        request.refresh_from_db()
        assert (request.state == "applied") == (fresh(contact).value == "989")


def test_reports_at_once_are_counted_one_by_one():
    service = make_service()
    contact = make_contact(service)
    for _round in range(5):
        results = at_once(*[lambda: problems.report(service, reason="dead", contact=contact, now=1.8e9)] * 4)
        assert all(isinstance(result, ProblemReport) for result in results), results
    row = ProblemReport.objects.get()
    assert (row.times, row.hours) == (20, 1)


def test_a_link_sent_twice_at_once_gives_one_answer():
    for number in range(5):
        service = make_service(f"line-{number}", contacts=[("phone", "988")])
        link = self_confirm.read(self_confirm.make(service, by=None))
        answer = [self_confirm.Answer("right", service.contacts.get())]
        results = at_once(*[lambda a=answer, i=link: self_confirm.take(i, a)] * 2)
        assert sum(isinstance(result, self_confirm.DeadLink) for result in results) == 1, results
    assert ChangeRequest.objects.count() == 5
