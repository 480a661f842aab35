"""A password alone opens nothing; what is shown beside it works once, and is kept sealed."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from config.staff import middleware, sittings
from tests.config.staff.addresses import desk, paths
from tests.config.staff.conftest import PASSWORD, inside

ENROL = "/admin/second-factor/"


def enrol(client, person):
    """What somebody does with an app: open the page, take over the key, send a code."""
    page = client.get("/admin/second-factor/totp/activate/")
    person.secret = page.context["form"].secret
    return client.post("/admin/second-factor/totp/activate/", {"code": person.code()})


def test_somebody_new_is_led_to_enrol_and_then_sees_the_recovery_codes_once(ana, commits_at_once):
    client, answer = ana.password()
    assert answer.url == "/admin/"
    assert client.get("/admin/").url == ENROL
    page = client.get("/admin/second-factor/totp/activate/").content.decode()
    assert "<svg" in page
    assert "data:image" not in page
    done = enrol(client, ana)
    assert done.url == "/admin/second-factor/recovery-codes/"
    codes = client.get(done.url).context["unused_codes"]
    assert len(set(codes)) == 10
    assert inside(client)
    again = client.get(done.url).content.decode()
    assert not [code for code in codes if code in again]
    assert client.get("/admin/second-factor/recovery-codes/download/").status_code == 403


def test_password_and_code_open_the_desk(ana):
    client, answer = ana.has_app().password()
    assert answer.url == "/admin/second-factor/authenticate/"
    assert not inside(client)
    assert client.post(answer.url, {"code": "000000"}).status_code == 200
    assert not inside(client)
    client.post(answer.url, {"code": ana.code()})
    assert inside(client)


@pytest.mark.django_db
@pytest.mark.parametrize("superuser", [False, True])
def test_a_password_alone_opens_no_page_of_the_desk(superuser, ana):
    """Every address there is, whoever it is: without a second factor only the pages to make one."""
    User.objects.filter(pk=ana.user.pk).update(is_superuser=superuser)
    client, _answer = ana.password()
    stranger = Client()
    walked = 0
    for name, path in paths(desk()):
        for method in (client.get, client.post):
            answer = method(path)
            if name in middleware.ENROLLING:
                continue
            assert (answer.status_code, answer.get("Location")) == (302, ENROL), name
            walked += 1
        if name not in {
            "account_login",
            "account_logout",
            "account_inactive",
            "mfa_login_webauthn",
            "admin:jsi18n",
        }:
            assert stranger.get(path).status_code in (302, 404), name
        if name in {"admin:logout", "account_logout"}:
            client, _answer = ana.password()
    assert walked > 300


def test_the_walk_knows_every_address_below_the_desk():
    names = {name for name, _kwargs in desk()}
    assert {"admin:index", "admin:auth_user_changelist", "account_login", "mfa_index"} <= names
    assert len(names) > 7 * len(admin.site._registry) / 2
    assert get_resolver().url_patterns[0].pattern.match("admin/")


def test_a_code_works_once_in_every_process(ana):
    """allauth remembers used codes in memory; emptying it is another process."""
    assert inside(ana.has_app().sign_in())
    cache.clear()
    assert not inside(ana.sign_in())
    cache.clear()
    assert inside(ana.sign_in(step=1))
    cache.clear()
    assert not inside(ana.sign_in()), "an older code after a newer one"


def test_a_recovery_code_works_once(ana):
    code = RecoveryCodes.activate(ana.has_app().user).generate_codes()[3]
    for works in (True, False):
        client, answer = ana.password()
        client.post(answer.url, {"code": code})
        assert inside(client) is works


def test_tries_are_counted_per_place_for_passwords_and_per_person_for_codes(ana, settings):
    settings.LOGINS_PER_HOUR = 3
    ana.has_app()
    for _ in range(3):
        _client, answer = ana.password("wrong", REMOTE_ADDR="203.0.113.7")
        assert "Too many tries" not in answer.content.decode()
    refused = ana.password(REMOTE_ADDR="203.0.113.7")[1]
    assert refused.status_code == 200
    assert "Too many tries" in refused.content.decode()
    for number in range(3):  # a colleague elsewhere is not locked out
        client, answer = ana.password(REMOTE_ADDR=f"198.51.100.{number}")
        client.post(answer.url, {"code": "000000"})
    client, answer = ana.password(REMOTE_ADDR="198.51.100.9")
    assert "Too many tries" in client.post(answer.url, {"code": ana.code()}).content.decode()
    assert not inside(client)


def test_the_wrong_name_and_the_wrong_password_get_the_same_answer(ana):
    User.objects.create_user("reader", password=PASSWORD)
    answers = set()
    for name, password in (("nobody", PASSWORD), ("ana", "wrong"), ("reader", PASSWORD)):
        page = Client().post("/admin/sign-in/", {"login": name, "password": password})
        answers.add((page.status_code, tuple(page.context["form"].non_field_errors())))
    assert len(answers) == 1


def test_nothing_at_rest_shows_a_secret_an_address_or_a_browser(ana, commits_at_once):
    client, _answer = ana.password(REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="Tell-Tale/1.0")
    enrol(client, ana)
    codes = client.get("/admin/second-factor/recovery-codes/").context["unused_codes"]
    stored = " ".join(str(row) for row in Authenticator.objects.values_list("data", flat=True))
    stored += str(client.session.items())
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            stored += str(cursor.fetchall()) if not table.startswith(("resources_", "guidance_")) else ""
    for word in (ana.secret, "203.0.113", "Tell-Tale", *codes):
        assert word not in stored
    assert "secret" in stored


def test_the_only_second_factor_cannot_be_taken_away(ana):
    client = ana.has_app().sign_in()
    assert "only second factor" in client.post("/admin/second-factor/totp/deactivate/").content.decode()
    assert ana.factors() == 1


def test_a_session_from_before_the_second_factor_cannot_make_another_one(ana):
    """The password got somebody to the page for enrolling; meanwhile the owner enrolled elsewhere."""
    early, _answer = ana.password()
    assert early.get(ENROL).status_code == 200
    ana.has_app()
    assert early.get("/admin/second-factor/totp/activate/").url.startswith("/admin/sign-in/")
    assert sittings.STARTED not in early.session


@pytest.mark.django_db
def test_there_is_no_sign_up_no_mail_and_no_other_door():
    client = Client()
    for path in ("signup/", "password/reset/", "email/", "login/code/", "sign-in/signup/", "password_reset/"):
        answer = client.get(f"/admin/{path}")
        assert answer.status_code in (302, 404), path
    assert client.get("/accounts/login/").status_code == 404
    assert client.get(reverse("admin:login")).url.startswith("/admin/sign-in/")
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 302


def test_somebody_who_is_not_staff_or_not_active_has_no_session(ana):
    client = ana.has_app().sign_in()
    assert inside(client)
    User.objects.filter(pk=ana.user.pk).update(is_staff=False)
    assert not inside(client)
    assert not inside(ana.sign_in(step=1))


def test_resetting_says_who_and_when_and_ends_sessions(ana, capsys):
    client = ana.has_app().sign_in()
    call_command("reset_second_factor", "ana")
    said = capsys.readouterr().out
    assert "reset the second factor of ana: 1 deleted, 1 sessions ended." in said
    assert said[:2] == "20"
    assert not inside(client)
    assert ana.factors() == 0
    assert ana.password()[1].url == "/admin/"


def test_development_may_do_without_and_production_may_not(ana, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    client, _answer = ana.password()
    assert not inside(client)
    settings.DEBUG = True
    assert inside(client)
