"""The real content, loaded once per module: what must hold must hold for the real files."""

import pytest
from django.db import transaction
from django.utils import translation

from actions.guidance.loading import load


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def content(loaded, db):
    """Rows of every file in both languages. What a test changes is rolled back after it."""


@pytest.fixture(autouse=True)
def english():
    """A request in Spanish leaves Spanish behind; the next test begins in English."""
    with translation.override("en"):
        yield
