import pytest
from django.contrib.auth.models import User
from django.test import Client

PASSWORD = "a long enough phrase"


def sign_in(password, address="203.0.113.7"):
    return Client(REMOTE_ADDR=address).post("/admin/login/", {"username": "ana", "password": password})


@pytest.mark.django_db
def test_guessing_gets_slow_and_a_colleague_elsewhere_is_not_locked_out(settings):
    settings.LOGINS_PER_HOUR = 3
    User.objects.create_user("ana", password=PASSWORD, is_staff=True)
    for _ in range(3):
        assert "Too many tries" not in sign_in("wrong").content.decode()
    refused = sign_in(PASSWORD)
    assert refused.status_code == 200
    assert "Too many tries" in refused.content.decode()
    assert sign_in(PASSWORD, "198.51.100.1").status_code == 302
