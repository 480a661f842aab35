"""Ways round the two-person rule that somebody tried: one account alone puts nothing before readers."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from resources import changes, freshness, problems, publishing, self_confirm, tombstones
from resources.models import ChangeRequest, Contact, ContactToCheck, Service, Tombstone, Verification
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
