"""Whoever stands at the door learns no name, and finds no second door."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import get_resolver

from tests.config.staff.addresses import desk
from tests.config.staff.conftest import PASSWORD

DOORS = (
    "signup",
    "sign-up",
    "register",
    "reset",
    "recover",
    "forgot",
    "by-mail",
    "email",
    "login/code",
    "social",
)
# Recovery codes on paper and taking a factor away are for somebody who is signed in.
INSIDE = {"mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"}


def every_address():
    """Each pattern of the whole site as (name, text of the address)."""

    def walk(patterns, before):
        for pattern in patterns:
            text = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, text)
            else:
                yield pattern.name or "", text

    return list(walk(get_resolver().url_patterns, ""))


def test_no_address_of_the_site_signs_up_or_resets_a_password():
    found = {
        (name, text)
        for name, text in every_address()
        if name not in INSIDE and any(door in f"{name} {text}".lower() for door in DOORS)
    }
    assert found == set()
    assert {name for name, _kinds in desk()} >= INSIDE


@pytest.mark.parametrize(
    "path",
    ["password/reset/", "password_reset/", "sign-in/code/", "sign-up/", "email/", "second-factor/recover/"],
)
def test_asking_for_a_way_in_by_mail_sends_none(path, ana):
    User.objects.filter(pk=ana.user.pk).update(email="ana@example.org")
    answer = Client().post(f"/admin/{path}", {"email": "ana@example.org", "login": "ana"}, follow=True)
    assert (answer.status_code, mail.outbox) in [(404, []), (405, []), (200, [])]
    assert "ana@example.org" not in answer.content.decode()


def test_a_name_that_does_not_exist_costs_as_much_work_as_one_that_does(ana, monkeypatch):
    """Counted in hashes, which take nearly all of the time; a clock would measure the machine."""
    User.objects.create_user("reader", password=PASSWORD)
    User.objects.create_user("gone", password=PASSWORD, is_staff=True, is_active=False)
    hashes = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *words: hashes.append(words) or encode(self, *words)
    )
    work = {}
    for name in ("ana", "nobody", "reader", "gone"):
        hashes.clear()
        Client().post("/admin/sign-in/", {"login": name, "password": "wrong"})
        work[name] = len(hashes)
    assert set(work.values()) == {work["ana"]}
    assert work["ana"] >= 1
