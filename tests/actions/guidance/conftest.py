"""The real content, loaded once per module: what must hold must hold for the real files."""

import pytest
from django.utils import translation


@pytest.fixture
def content(guidance):
    """Rows of every file in both languages. What a test changes is rolled back after it."""


@pytest.fixture(autouse=True)
def english():
    """A request in Spanish leaves Spanish behind; the next test begins in English."""
    with translation.override("en"):
        yield
