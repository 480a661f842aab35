"""The cast: a visitor whose browser says where a form came from, a moderator, an editor, an administrator."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import transaction
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client, TransactionTestCase
from django.utils import translation

from actions.guidance import loading
from actions.pledges import log_guard
from config.languages import compile_languages
from config.staff import sittings
from tests.shared import once

pytest.register_assert_rewrite("tests.site.checks")  # so that a fault says what was found


def pytest_configure(config):
    settings.STATIC_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)


def pytest_unconfigure(config):
    """The process that started the run takes the scratch folder away."""
    if "PYTEST_XDIST_WORKER" not in os.environ and settings.configured:
        shutil.rmtree(settings.SCRATCH, ignore_errors=True)


LOADED = {"loaded_guidance", "catalogue"}
# How a page is made and what a text says: the same on either database, once tests/site/test_every_page.py has opened
# every page on both.
ONE_DATABASE = tuple(
    f"{folder}/test_{name}"
    for folder, names in {
        "actions/guidance": "charts content_files doors export finder_pages forbidden pages practice preview "
        "provenance reading_level rendering titles translations typography",
        "config/chrome": "carried components crisis integrity pages plain_forms",
        "config/edition": "folder publish web_servers",
        "config/safety": "cookies headers hostile observatory origin",
        "config/staff": "roles",
        "resources": "catalogue_texts offline page_known page_quiet page_service plain_texts takeaway telling",
        "site": "clocks planted_faults ratios redirects",
    }.items()
    for name in names.split()
)


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what asks a database runs: the rest passes on SQLite already, and a run stays short."""
    kinds = {}
    for item in items:
        marker = item.get_closest_marker("django_db")
        kind = "transactions" if marker and marker.kwargs.get("transaction") else None
        kinds.setdefault(item.path, set()).update({kind} | (LOADED & set(item.fixturenames)))
    mixed = [str(path) for path, found in kinds.items() if "transactions" in found and found & LOADED]
    if mixed:
        raise pytest.UsageError(f"Rows loaded for a module and real transactions do not go together: {mixed}")
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    root = Path(__file__).parent

    def asks(item):
        if item.path.relative_to(root).with_suffix("").as_posix() in ONE_DATABASE:
            return False
        of_class = getattr(item, "cls", None)
        return (
            item.get_closest_marker("django_db")
            or {"db", "transactional_db"} & set(item.fixturenames)
            or (of_class and issubclass(of_class, TransactionTestCase))
        )

    config.hook.pytest_deselected(items=[item for item in items if not asks(item)])
    items[:] = [item for item in items if asks(item)]


SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.hookimpl(optionalhook=True)  # there is no such hook where xdist is switched off
def pytest_xdist_make_scheduler(config, log):
    """With --dist loadgroup, as `./run test` asks for in the browser."""
    if config.getoption("dist") != "loadgroup":
        return None
    from tests.together import Together

    return Together(config, log)


@pytest.fixture(scope="session", autouse=True)
def collected_static_files():
    """Hashed names and the one folded sheet, as production serves them: made once, a copy for each process."""

    def collect(folder):
        compile_languages()
        call_command("collectstatic", interactive=False, verbosity=0)
        shutil.copytree(settings.STATIC_ROOT, folder, dirs_exist_ok=True)

    shutil.copytree(once("static", collect), settings.STATIC_ROOT, dirs_exist_ok=True)
    staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = staticfiles_storage.load_manifest()


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind in the thread; no test may read with the last one's eyes."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def decisions_can_be_emptied_between_tests():
    """After a test with real transactions Django empties every table, which the database refuses for decisions."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def without_guard(operations, statements):
        log_guard.take(operations.connection)
        empty(operations, statements)
        log_guard.put(operations.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", without_guard)
        yield


@pytest.fixture(scope="session", autouse=True)
def a_busy_machine_is_ready_all_the_same():
    """Tests run beside each other; what is slow here is not away. test_health.py tries the real limit."""
    from config.operations import health

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(health, "DEADLINE", 20)
        yield


@pytest.fixture(autouse=True)
def no_file_remembers():
    """The database forgets what a test hid or deleted; so do the files."""
    yield
    settings.STOPPED_LINES.unlink(missing_ok=True)
    settings.ERASED_PLEDGES.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def loaded_guidance(django_db_setup, django_db_blocker):
    """The real guidance in both languages, loaded once for the module and taken back after it.

    Not for a module with real transactions: other threads would not see it, and emptying the tables would wait for it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def guidance(loaded_guidance, db):
    """Rows of every file of the guidance, 55 actions among them. What a test changes is rolled back after it."""


@pytest.fixture
def visitor():
    return Client(headers=SAME_ORIGIN)


def member_of(group, name=None):
    user = User.objects.create_user(name or group.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def signed_in(user):
    """A client whose session is as if password and second factor had just been shown."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[sittings.PROVEN] = str(user.pk)
    session.save()
    client.user = user
    return client


@pytest.fixture
def moderator(db):
    return signed_in(member_of("Moderator"))


@pytest.fixture
def editor(db):
    return signed_in(member_of("Editor"))


@pytest.fixture
def lead_moderator(db):
    return signed_in(member_of("Lead moderator"))


@pytest.fixture
def people_administrator(db):
    return signed_in(member_of("Administrator", "people-administrator"))


@pytest.fixture
def administrator(db):
    """The owner of the site, who may do everything."""
    return signed_in(User.objects.create_superuser("administrator"))
