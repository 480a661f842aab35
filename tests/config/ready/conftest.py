import pytest
from django.core import signals
from django.db import close_old_connections

from tests.config.ready.asking import Counted


@pytest.fixture
def counted():
    """As in Django's own test client: a request does not end the connection, which holds the test's transaction."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield Counted()
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)
