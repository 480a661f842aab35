import html
import re
import time
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from config.safety.forms import SHORTEST, new_token
from config.safety.log_privacy import QuietFormatter
from resources import changes, freshness, self_confirm
from resources.models import ChangeRequest, ConfirmLink, Contact, Service, Verification
from tests.factories_resources import make_contact, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    contacts = [("phone", "+448085002222"), ("email", "a@example.org")]
    return make_service(contacts=contacts, website="https://a.example.org/")


@pytest.fixture
def token(service, editor):
    return self_confirm.make(service, by=editor.user)


def url(token):
    return reverse("resources:confirm", args=[token])


def send(visitor, token, **data):
    with time_machine.travel(time.time() - SHORTEST - 1):
        started = new_token("resources.confirm")
    return visitor.post(url(token), {"started": started, "website": "", **data})


def text(response):
    return html.unescape(re.sub(r"\s+", " ", response.content.decode()))


ALL = {"way1": "right", "way2": "right", "site": "right"}


def test_all_still_right_is_a_request_and_then_a_check_by_mail(visitor, token, service, editor):
    assert send(visitor, token, all_right="1").status_code == 200
    request = ChangeRequest.objects.get()
    assert (request.kind, request.origin, request.state) == ("right", "service", "waiting")
    assert not Verification.objects.exists()
    changes.apply(request, by=editor.user)
    assert set(Verification.objects.values_list("method", "contact__channel")) == {
        ("email", "phone"),
        ("email", "email"),
    }
    assert Service.objects.get().assured_date == request.proposed_on


def test_every_answer_becomes_its_own_request_and_nothing_goes_live(visitor, token, service, administrator):
    answer = {"way1": "changed", "way1_new": "0808 500 3333", "way2": "gone", "site": "right"}
    assert send(visitor, token, **answer).status_code == 200
    assert set(Contact.objects.values_list("value", "hidden")) == {
        ("+448085002222", ""),
        ("a@example.org", ""),
    }
    remove, value = ChangeRequest.objects.get(kind="remove"), ChangeRequest.objects.get(kind="value")
    assert (value.new_value, value.new_display) == ("+448085003333", "0808 500 3333")
    for request in (remove, value):
        changes.apply(request, by=administrator.user)
    phone, email = Contact.objects.get(channel="phone"), Contact.objects.get(channel="email")
    assert (phone.value, phone.checked_how, email.hidden) == ("+448085003333", "email", "dead")


def test_whoever_made_the_link_does_not_agree_to_its_new_number(visitor, token, editor):
    """Otherwise one editor alone could put a number up by answering the own link."""
    send(visitor, token, **{**ALL, "way1": "changed", "way1_new": "0808 500 3333"})
    with pytest.raises(changes.SamePerson):
        changes.apply(ChangeRequest.objects.get(kind="value"), by=editor.user)
    changes.apply(ChangeRequest.objects.get(kind="right", contact__channel="email"), by=editor.user)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({}, "Choose what is true for this one."),
        ({**ALL, "way1": "changed"}, "Write the right number or address"),
        ({**ALL, "way1": "changed", "way1_new": "call us maybe"}, "Write the right number or address"),
        ({**ALL, "site": "changed", "site_new": "javascript:alert(1)"}, "Write the right number or address"),
        ({**ALL, "way2": "changed", "way2_new": "<b>@x"}, "Write the right number or address"),
        ({**ALL, "way1_new": "0808 500 3333"}, "Choose that it changed, or empty the box."),
        ({"all_right": "1", "way1_new": "0808 500 3333"}, "Choose that it changed, or empty the box."),
        ({**ALL, "way1": "perhaps"}, "Choose one of these."),
        ({**ALL, "way1": "changed", "way1_new": "9" * 500}, "at most 200 characters"),
    ],
)
def test_a_mistake_is_said_beside_the_field_and_the_typed_text_stays(visitor, token, answer, said):
    response = send(visitor, token, **answer)
    page = text(response)
    assert (response.status_code, said in page) == (400, True)
    for name in ("way1_new", "way2_new", "site_new"):
        if answer.get(name):
            assert html.escape(answer[name]) in response.content.decode()
    assert not ChangeRequest.objects.exists()
    assert send(visitor, token, all_right="1").status_code == 200  # the link was not used up by it


@pytest.mark.parametrize(
    ("channel", "typed", "country", "value"),
    [
        ("phone", "0808 500 2222", "GB", "+448085002222"),
        ("phone", "+44 (808) 500-2222", "", "+448085002222"),
        ("phone", "116 006", "GB", "116006"),
        ("sms", "741741:HOME", "US", "741741:HOME"),
        ("form", "www.example.org/help", "GB", "https://www.example.org/help"),
        ("email", "help@example.org", "GB", "help@example.org"),
        ("phone", "ring the bell", "GB", None),
        ("form", "example dot org", "GB", None),
    ],
)
def test_what_people_write_becomes_what_a_phone_dials(channel, typed, country, value):
    found = self_confirm.reach(channel, typed, country)
    assert (found.value if found else None) == value


def test_a_new_number_alone_says_that_it_changed(visitor, token):
    send(visitor, token, **{**ALL, "way1": "", "way1_new": "0808 500 3333"})
    assert ChangeRequest.objects.get(kind="value").new_value == "+448085003333"


def test_a_link_takes_one_answer(visitor, token):
    assert send(visitor, token, all_right="1").status_code == 200
    for response in (visitor.get(url(token)), send(visitor, token, all_right="1")):
        assert response.status_code == 410
        assert "answer the mail" in text(response)
    assert ChangeRequest.objects.count() == 1


def test_a_link_dies_with_age_and_with_the_listing_it_was_made_for(visitor, token, service, editor):
    assert visitor.get(url(token)).status_code == 200
    days = timedelta(days=self_confirm.LINK_DAYS)
    with time_machine.travel(time.time() + days.total_seconds() + 60):
        assert visitor.get(url(token)).status_code == 410
    make_contact(service, ("phone", "988"), hidden="waiting")
    assert visitor.get(url(token)).status_code == 200
    freshness.hide(service.contacts.get(channel="email"), reason="dead", by=editor.user)
    assert visitor.get(url(token)).status_code == 410


@pytest.mark.parametrize(
    "broken",
    [
        lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"),
        lambda t: t.replace(":", ";"),
        lambda t: "x" + t,
        lambda t: "nonsense",
        lambda t: "9" * 5000,
        lambda t: "a:b:c",
        lambda t: "%00",
    ],
)
def test_a_changed_link_is_not_found_and_breaks_nothing(visitor, token, broken):
    response = visitor.get(f"/resources/confirm/{broken(token)}/")
    assert response.status_code in (400, 404)
    assert "Traceback" not in response.content.decode()


def test_a_link_of_one_service_says_nothing_about_another(visitor, editor, service):
    """The number of the row is signed together with what it is about."""
    other = make_service("other", contacts=[("phone", "988")])
    token = self_confirm.make(other, by=editor.user)
    ConfirmLink.objects.filter(service=other).update(service=service)
    assert visitor.get(url(token)).status_code == 410


def test_nobody_indexes_or_keeps_the_link(visitor, token, caplog):
    response = visitor.get(url(token))
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    visitor.get(url(token[:-3]))
    assert caplog.records
    assert not any(token[:-3] in QuietFormatter().format(record) for record in caplog.records)
    assert not any(token in str(value) for row in ConfirmLink.objects.values() for value in row.values())


def test_agreeing_late_confirms_only_what_the_service_saw(visitor, token, service, editor):
    send(visitor, token, all_right="1")
    make_contact(service, ("phone", "988"))
    with pytest.raises(changes.Overtaken):
        changes.apply(ChangeRequest.objects.get(), by=editor.user)
    assert not Verification.objects.exists()
    assert ChangeRequest.objects.get().state == "overtaken"
    assert ChangeRequest.objects.get().decided_on >= date(2026, 11, 20)
