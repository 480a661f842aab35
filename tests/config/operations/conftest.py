"""An empty place beside the database of the test, on the same server."""

import itertools
import os

import pytest
from django.db import connection

from config.operations import engines
from tests.config.ready.conftest import counted  # noqa: F401

NUMBERS = itertools.count(1)


@pytest.fixture
def empty_place(transactional_db, tmp_path):
    """The name of a database that has nothing in it: a path with SQLite, a name with PostgreSQL."""
    if connection.vendor == "sqlite":
        yield str(tmp_path / "empty" / "db.sqlite3")
        return
    name = f"restored_{os.getpid()}_{next(NUMBERS)}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def there(empty_place):
    """Inside, the program works on the empty place."""
    return lambda: engines.pointing_at(empty_place)
