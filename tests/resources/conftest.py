import pytest
from django.db import transaction

from resources.loading import load
from tests.factories_resources import make_service


@pytest.fixture(scope="module")
def catalogue(django_db_setup, django_db_blocker):
    """The real catalogue, loaded once for the module and taken back after it. Gives the loader's report."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


@pytest.fixture
def line():
    return make_service(
        "harbour-line",
        needs=["crisis_support", "legal"],
        description="Harbour words.",
        public_note="It is not an emergency service.",
        editor_note="Retired: 0800 111 222",
        contacts=[
            {"value": "988", "display": "988", "hours_osm": "24/7", "second_checked": True},
            {"channel": "sms", "value": "741741:HOME", "display": "Text HOME to 741741"},
            {
                "channel": "chat",
                "value": "https://chat.example.org/",
                "display": "Chat",
                "note": "Chat note.",
            },
            {"channel": "email", "value": "help@example.org", "display": "help@example.org"},
        ],
    )
