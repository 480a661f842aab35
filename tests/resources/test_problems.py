import html
import re
import time
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from config.safety.forms import SHORTEST, new_token
from config.safety.throttle import PERIOD
from resources import problems
from resources.models import Contact, ContactToCheck, ProblemReport
from tests.factories_resources import make_contact, make_service

pytestmark = pytest.mark.django_db
NOW = 1_800_000_000.0


@pytest.fixture
def line():
    return make_service(contacts=[("phone", "+448085002222"), ("email", "a@example.org")])


def url(service):
    return reverse("resources:problem", args=[service.slug])


def send(visitor, service, **data):
    with time_machine.travel(time.time() - SHORTEST - 1):
        token = new_token("resources.problem")
    return visitor.post(url(service), {"started": token, "website": "", **data})


def text(response):
    return html.unescape(re.sub(r"\s+", " ", response.content.decode()))


def test_two_choices_are_enough_and_the_thanks_names_no_service(visitor, line):
    phone = line.contacts.get(channel="phone")
    response = send(visitor, line, reason="dead", contact=str(phone.pk))
    assert (response.status_code, response["Location"]) == (302, "/resources/thanks/")
    page = text(visitor.get(response["Location"]))
    assert "we do not know who you are" in page
    assert 'id="leave"' in page
    report = ProblemReport.objects.get()
    assert (report.service, report.contact, report.reason, report.times) == (line, phone, "dead", 1)
    assert not response.cookies
    send(visitor, line, reason="closed")
    assert ProblemReport.objects.get(reason="closed").contact is None


def test_nothing_about_the_reader_or_the_hour_has_a_place_to_be_stored():
    names = {field.name for field in ProblemReport._meta.fields}
    assert names == {
        "id", "service", "contact", "about", "reason", "from_staff", "reported_on", "times", "hours", "state",
        "outcome", "settled_by", "settled_on",
    }  # fmt: skip
    assert ProblemReport._meta.get_field("reported_on").get_internal_type() == "DateField"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Choose what is wrong."),
        ({"reason": "bored"}, "Choose one of these."),
        ({"reason": "dead", "contact": "nonsense"}, "Choose one of these, or none."),
        ({"reason": "dead", "website": "spam"}, "A hidden box was filled in"),
    ],
)
def test_a_mistake_comes_back_with_a_sentence_and_what_was_chosen(visitor, line, data, said):
    response = send(visitor, line, **data)
    assert (response.status_code, said in text(response)) == (400, True)
    if data.get("reason") == "dead":
        assert re.search(r'value="dead"[^>]*checked', response.content.decode())
    assert not ProblemReport.objects.exists()


def test_the_same_on_one_day_is_one_row_that_counts(line):
    phone = line.contacts.get(channel="phone")
    with time_machine.travel(NOW, tick=False):
        for _ in range(5):
            problems.report(line, reason="wrong", contact=phone)
    row = ProblemReport.objects.get()
    assert (row.times, row.hours) == (5, 1)
    with time_machine.travel(NOW + 86400, tick=False):
        problems.report(line, reason="wrong", contact=phone)
    assert ProblemReport.objects.count() == 2


def test_a_flood_of_one_place_is_stopped_and_another_place_is_heard(visitor, line, settings):
    settings.REPORTS_PER_HOUR = 3
    codes = [send(visitor, line, reason="dead").status_code for _ in range(5)]
    assert codes == [302, 302, 302, 429, 429]
    assert (ProblemReport.objects.count(), ProblemReport.objects.get().times) == (1, 3)
    full = send(visitor, line, reason="dead")
    assert "What you chose is still here" in text(full)
    settings.PROXY_HOPS = 1
    other = Client(headers={"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": "203.0.113.9"})
    assert send(other, line, reason="dead").status_code == 302


def is_flagged(contact):
    return bool(ContactToCheck.objects.with_needs().get(pk=contact.pk).is_flagged)


def test_one_hour_of_clicks_does_not_jump_the_queue_and_three_hours_do(line):
    phone = line.contacts.get(channel="phone")
    for _ in range(50):
        problems.report(line, reason="wrong", contact=phone, now=NOW)
    assert not is_flagged(phone)
    problems.report(line, reason="dead", contact=phone, now=NOW + PERIOD)  # another reason is no third voice
    problems.report(line, reason="wrong", contact=phone, now=NOW + PERIOD)
    assert not is_flagged(phone)
    problems.report(line, reason="wrong", contact=phone, now=NOW + 2 * PERIOD)
    assert is_flagged(phone)
    problems.settle(contact=phone.pk, outcome="right", by=None)
    assert not is_flagged(phone)


def test_not_safe_is_looked_at_first_and_one_voice_is_enough(line):
    email = line.contacts.get(channel="email")
    problems.report(line, reason="hours", contact=email)
    assert not is_flagged(email)
    problems.report(line, reason="unsafe", contact=email)
    assert is_flagged(email)


def test_strangers_hide_nothing_and_frighten_nobody(visitor, line):
    """Otherwise three clicks could take away the best line of a country, or people's trust in it."""
    page = visitor.get(line.get_absolute_url()).content
    for contact in line.contacts.all():
        for reason in ProblemReport.Reason.values:
            for hour in range(10):
                problems.report(line, reason=reason, contact=contact, now=NOW + hour * PERIOD)
    assert Contact.objects.shown().count() == 2
    # Django's gzip and tokens are not in this page: it must be the same to the letter.
    assert visitor.get(line.get_absolute_url()).content == page


def test_a_draft_cannot_be_reported_and_a_contact_of_another_service_is_not_offered(visitor, line):
    assert visitor.get(url(make_service("draft", publication="draft", draft_reason="New"))).status_code == 404
    other = make_contact(make_service("other"))
    assert send(visitor, line, reason="dead", contact=str(other.pk)).status_code == 400


def test_settling_needs_an_outcome_that_exists(line, editor):
    report = problems.report(line, reason="closed")
    with pytest.raises(ValueError, match="not an outcome"):
        problems.settle(reports=[report.pk], outcome="boring", by=editor.user)
    assert problems.settle(reports=[report.pk], outcome="unclear", by=editor.user) == 1
    report.refresh_from_db()
    assert (report.state, report.outcome, report.settled_by) == ("settled", "unclear", editor.user)
    assert report.settled_on >= date(2026, 11, 20)
    assert problems.report(line, reason="closed").pk != report.pk  # what was settled is not opened again
