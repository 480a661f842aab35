import pytest
from django.db import transaction

from resources.loading import load


@pytest.fixture(scope="module")
def catalogue(django_db_setup, django_db_blocker):
    """The real catalogue, loaded once for the module and taken back after it. Gives the loader's report."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)
