"""Sessions of staff: 15 minutes alone, 8 hours in all, and the others end when a secret changes."""

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from tests.config.staff.conftest import PASSWORD, inside

NEW = "another long enough phrase"


def test_fifteen_minutes_alone_end_it(ana):
    with time_machine.travel("2026-06-01 08:00:00+00:00", tick=False) as clock:
        client = ana.has_app().sign_in()
        for _ in range(3):
            clock.shift(14 * 60)
            assert inside(client)
        clock.shift(15 * 60)
        closed = client.get("/admin/pledges/pledge/")
        assert closed.url == "/admin/sign-in/?next=/admin/pledges/pledge/"
        assert "signed out" in client.get(closed.url).content.decode()
        assert not inside(client)


def test_eight_hours_end_it_however_busy(ana):
    with time_machine.travel("2026-06-01 08:00:00+00:00", tick=False) as clock:
        client = ana.has_app().sign_in()
        for _ in range(47):
            clock.shift(10 * 60)
            assert inside(client)
        clock.shift(10 * 60)
        assert not inside(client)


def test_a_busy_page_writes_one_session_row_a_minute(ana, django_assert_num_queries):
    client = ana.has_app().sign_in()
    before = Session.objects.get().session_data
    inside(client)
    assert Session.objects.get().session_data == before


def test_a_new_password_ends_every_other_session(ana):
    here, there = ana.has_app().sign_in(), ana.sign_in(step=1)
    assert inside(here)
    assert inside(there)
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert here.post("/admin/password_change/", form).status_code == 302
    assert inside(here)
    assert not inside(there)


@pytest.mark.parametrize("change", ["new codes", "another factor", "one taken away"])
def test_a_change_of_the_second_factor_ends_every_other_session(change, ana, commits_at_once):
    here, there = ana.has_app().sign_in(), ana.sign_in(step=1)
    key = Authenticator.objects.create(user=ana.user, type="webauthn", data={"name": "key", "credential": {}})
    if change == "new codes":
        here.post("/admin/second-factor/recovery-codes/generate/")
    elif change == "another factor":
        Authenticator.objects.filter(type="totp").delete()
        page = here.get("/admin/second-factor/totp/activate/")
        ana.secret = page.context["form"].secret
        assert here.post("/admin/second-factor/totp/activate/", {"code": ana.code()}).status_code == 302
    else:
        here.post(f"/admin/second-factor/webauthn/keys/{key.pk}/remove/")
        assert ana.factors() == 1
    assert inside(here)
    assert not inside(there)


def test_another_persons_sessions_stay(ana, moderator):
    ana.has_app().sign_in().post("/admin/second-factor/recovery-codes/generate/")
    assert inside(moderator)


def test_changing_how_one_signs_in_asks_again_after_five_minutes(ana):
    with time_machine.travel("2026-06-01 08:00:00+00:00", tick=False) as clock:
        client = ana.has_app().sign_in()
        clock.shift(6 * 60)
        asked = client.get("/admin/second-factor/recovery-codes/generate/")
        assert asked.url.startswith("/admin/sign-in/again/")
        assert client.post(asked.url, {"password": "wrong"}).status_code == 200
        assert client.post(asked.url, {"password": PASSWORD}).status_code == 302
        assert client.get("/admin/second-factor/recovery-codes/generate/").status_code == 200


@pytest.mark.django_db
def test_public_pages_know_nothing_of_sessions(ana, client):
    """Not even with the cookie of somebody who is signed in: no session is read, no answer varies by it."""
    staff = ana.has_app().sign_in()
    for path in ("/about/", "/iwill/", "/no/such/page/"):
        answer = staff.get(path)
        assert "Cookie" not in answer.get("Vary", "")
        assert not answer.cookies
        assert not answer.wsgi_request.session.accessed
        assert not Client().get(path).cookies


def test_public_pages_cost_the_same_for_staff_and_for_readers(ana, django_assert_num_queries, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    staff = ana.has_app().sign_in()
    client.get("/iwill/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/iwill/")
    with django_assert_num_queries(len(queries)):
        staff.get("/iwill/")
