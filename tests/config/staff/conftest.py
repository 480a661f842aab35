import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client

from config.staff import sittings

PASSWORD = "a long enough phrase"


class Person:
    """Somebody of the desk, what they type, and their browsers."""

    def __init__(self, name, group):
        self.user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        self.user.groups.add(Group.objects.get(name=group))
        self.secret = totp.generate_totp_secret()

    def has_app(self):
        totp.TOTP.activate(self.user, self.secret)
        return self

    def code(self, step=0):
        """The code of now, or of `step` times 30 seconds later."""
        return totp.format_hotp_value(totp.hotp_value(self.secret, int(time.time()) // 30 + step))

    def password(self, password=PASSWORD, client=None, **where):
        """A browser that has sent the password, and the answer to it."""
        client = client or Client(**where)
        form = {"login": self.user.username, "password": password}
        return client, client.post("/admin/sign-in/", form)

    def sign_in(self, step=0):
        """A browser that sent password and code."""
        client, _response = self.password()
        client.answer = client.post("/admin/second-factor/authenticate/", {"code": self.code(step)})
        return client

    def factors(self):
        return Authenticator.objects.filter(user=self.user, type__in=sittings.FACTORS).count()


def inside(client):
    """Whether the desk is open."""
    return client.get("/admin/").status_code == 200


@pytest.fixture
def commits_at_once(monkeypatch):
    """A test is one transaction that never commits; what waits for that is done within the request, as for real."""
    monkeypatch.setattr(transaction, "on_commit", lambda work, **options: work())


@pytest.fixture
def ana(db):
    return Person("ana", "Moderator")
