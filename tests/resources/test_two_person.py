"""Ways round the two-person rule that somebody tried: one account alone puts nothing before readers."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from resources import changes, freshness, problems, publishing, self_confirm, tombstones
from resources.models import ChangeRequest, Contact, ContactToCheck, Service, Tombstone
from tests.factories_resources import make_contact, make_service
from tests.resources.test_admin import act, form_of

pytestmark = pytest.mark.django_db
BAD = "+449999999999"


@pytest.fixture
def ana():
    return User.objects.create_user("ana", is_staff=True)


@pytest.fixture
def joss():
    return User.objects.create_user("joss", is_staff=True)


def check(contact, by):
    return freshness.show_again(contact, by=by, method="website", on=timezone.localdate())


def typed(service, by):
    contact = make_contact(service, ("phone", BAD), entered_by=by)
    changes.propose_new(contact, by=by)
    contact.refresh_from_db()
    return contact


def test_the_do_not_list_does_not_let_a_waiting_number_through(ana):
    contact = typed(make_service(contacts=[("phone", "988")]), ana)
    tombstones.do_not_list_value(BAD, reason="dead", by=ana)
    contact.refresh_from_db()
    assert contact.hidden == "waiting"
    tombstones.list_again(Tombstone.objects.get(), by=ana)
    with pytest.raises(ValueError, match="second person"):
        check(contact, ana)


def test_a_contact_about_which_something_waits_is_not_shown_again(ana, joss):
    contact = typed(make_service(contacts=[("phone", "988")]), ana)
    Contact.objects.filter(pk=contact.pk).update(hidden="stopped")
    with pytest.raises(ValueError, match="second person"):
        check(contact, joss)
    assert not Contact.objects.shown().filter(value=BAD).exists()


def test_hiding_what_one_typed_does_not_make_the_draft_publishable_by_the_same_person(ana, joss):
    service = make_service(publication="draft", draft_reason="New", contacts=[("phone", "988")])
    contact = typed(service, ana)
    freshness.hide(contact, reason="dead", by=ana)
    with pytest.raises(publishing.NotPublishable, match="Somebody else"):
        publishing.publish(service, by=ana)
    publishing.publish(service, by=joss)


def test_nobody_shows_again_alone_what_they_typed_once_readers_see_the_service(ana, joss, settings):
    service = make_service(publication="draft", draft_reason="New", contacts=[("phone", "988")])
    contact = typed(service, ana)
    freshness.hide(contact, reason="dead", by=ana)
    publishing.publish(service, by=joss)
    with pytest.raises(ValueError, match="You typed this"):
        check(contact, ana)
    assert Contact.objects.get(value=BAD).hidden == "dead"
    check(contact, joss)
    assert Contact.objects.get(value=BAD).hidden == ""
    freshness.hide(contact, reason="dead", by=joss)
    settings.SECOND_PERSON = False
    check(contact, ana)
    assert Contact.objects.get(value=BAD).hidden == ""


@pytest.mark.parametrize("old", ["", "https://a.example.org/"])
def test_a_website_noted_for_a_draft_is_the_work_of_whoever_brought_it(ana, joss, old):
    service = make_service(publication="draft", draft_reason="New", website="https://b.example.org/")
    note = changes.note_website(service, old, service.website, ana)
    assert (note.state, note.kind, note.proposed_by, note.old_value) == ("applied", "website", ana, old)
    with pytest.raises(publishing.NotPublishable, match="Somebody else"):
        publishing.publish(service, by=ana)
    publishing.publish(service, by=joss)


def test_no_note_where_no_website_was_written(ana):
    service = make_service(publication="draft", draft_reason="New", website="")
    assert changes.note_website(service, "https://a.example.org/", "", ana) is None
    same = "https://a.example.org/"
    assert changes.note_website(service, same, same, ana) is None
    assert not ChangeRequest.objects.exists()


def test_a_website_typed_in_the_form_of_a_draft_is_own_work(editor, administrator):
    service = make_service(publication="draft", draft_reason="New")
    url = reverse("admin:resources_service_change", args=[service.pk])
    editor.post(url, {**form_of(editor.get(url)), "website": "https://evil.example.net/"})
    assert Service.objects.get().website == "https://evil.example.net/"
    assert "Somebody else has to publish it" in act(editor, "publish", service).content.decode()
    act(administrator, "publish", service)
    assert Service.objects.published().exists()


def test_nobody_types_the_day_from_which_age_counts(editor):
    service = make_service(contacts=[("phone", "988")])
    url = reverse("admin:resources_service_change", args=[service.pk])
    data = form_of(editor.get(url))
    assert "compiled_on" not in data
    editor.post(url, {**data, "compiled_on": "2099-01-01"})
    assert Service.objects.get().compiled_on == service.compiled_on


def test_a_link_dies_with_a_note_on_the_do_not_list(ana, joss, visitor):
    service = make_service(publication="draft", draft_reason="New", contacts=[("phone", "988")])
    token = self_confirm.make(service, by=ana)
    link = self_confirm.read(token)
    tombstones.do_not_list(service, reason="unsafe", by=joss)
    with pytest.raises(self_confirm.DeadLink):
        self_confirm.read(token)
    with pytest.raises(self_confirm.DeadLink):  # the page was open already
        self_confirm.take(link, [self_confirm.Answer("right", service.contacts.get())])
    assert visitor.get(reverse("resources:confirm", args=[token])).status_code >= 400
    assert not ChangeRequest.objects.exists()


HOUR = 3600
START = 1_800_000_000 // HOUR * HOUR


@pytest.mark.parametrize(
    ("told", "flagged"),
    [
        ([("dead", 3590), ("wrong", 3591), ("dead", 3601)], False),
        ([("dead", 0), ("wrong", HOUR), ("dead", 2 * HOUR)], False),
        ([("dead", 0), ("dead", HOUR), ("dead", 2 * HOUR)], True),
    ],
)
def test_two_reasons_in_one_hour_do_not_count_as_two_hours(told, flagged):
    contact = make_contact(make_service())
    for reason, seconds in told:
        problems.report(contact.service, reason=reason, contact=contact, now=START + seconds)
    assert bool(ContactToCheck.objects.with_needs().get(pk=contact.pk).is_flagged) is flagged
