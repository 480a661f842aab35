import pytest
from django.contrib.auth.models import User


@pytest.fixture
def uploader(db):
    return User.objects.create_user("uploader", is_staff=True)


@pytest.fixture
def second(db):
    return User.objects.create_user("second", is_staff=True)
