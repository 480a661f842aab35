"""A real Chromium against the real server: gunicorn, production settings, the real catalogue and guidance."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from functools import cached_property
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from tests.shared import once

ROOT = Path(settings.BASE_DIR)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]
MODERATOR = "browser-moderator"
PATIENCE = 90  # seconds until a server answers that warms up on a busy machine
expect.set_options(timeout=30_000)  # milliseconds, as for a page; what holds at once takes no longer for it


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.fspath):
            item.add_marker(pytest.mark.browser)


def chromium():
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    path = chromium()
    if not path:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER is 1 and no Chromium was found")
        pytest.skip("NO BROWSER FOUND: install chromium or set CHROMIUM_PATH")
    # The back/forward cache stays on, as it is for people.
    browser = playwright.chromium.launch(
        executable_path=path, args=ARGUMENTS, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield browser
    browser.close()


class Site:
    """The running server, its folder, and the commands that an operator would use."""

    def __init__(self, folder):
        self.folder = folder
        self.database = folder / "db.sqlite3"
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.browser.site_settings",
            "SECRET_KEY": "only-for-the-browser-" + "y" * 40,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "BROWSER_STATIC": str(settings.STATIC_ROOT),  # collected for this run already (tests/conftest.py)
            "BROWSER_FOLDER": str(folder),
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "1",
        }

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @cached_property
    def shell(self):
        command = [sys.executable, "-m", "tests.browser.shell"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        shell = subprocess.Popen(command, cwd=ROOT, env=self.env, **pipes)
        assert shell.stdout.readline() == "ready\n"
        return shell

    def run(self, code):
        """What a piece of code printed, which ran beside the server on the same rows."""
        self.shell.stdin.write(json.dumps(code) + "\n")
        self.shell.stdin.flush()
        ran, said = json.loads(self.shell.stdout.readline())
        assert ran, said
        return said

    def start(self, application="tests.browser.site_wsgi:application"):
        gunicorn = Path(sys.executable).with_name("gunicorn")
        command = [str(gunicorn), "-c", "config/gunicorn.py", application]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=PATIENCE)
        self.close()

    def close(self):
        if "shell" in vars(self):
            with self.shell:
                self.shell.stdin.close()


def prepare(folder):
    """A database with the catalogue, the guidance and a moderator, once for all processes of this run."""
    site = Site(folder)
    site.manage("setup_site")
    site.run(
        "from django.contrib.auth.models import Group, User;"
        f"user = User.objects.create_user('{MODERATOR}', password='a long enough phrase', is_staff=True);"
        "user.groups.add(Group.objects.get(name='Moderator'))"
    )
    site.close()


@pytest.fixture(scope="session")
def site(browser, tmp_path_factory):
    made = once("site", prepare)
    site = Site(tmp_path_factory.mktemp("site"))
    for path in made.glob("db.sqlite3*"):
        shutil.copy(path, site.folder)
    site.start()
    yield site
    site.stop()


def once_loaded(page, ask):
    """The same question to a page, asked when its style sheets are there: a title is there before them."""

    def asked(*arguments, **options):
        page.wait_for_load_state()
        return ask(*arguments, **options)

    return asked


def new_page(browser, site, width=360, javascript=True, scheme="light", locale="en-GB", **options):
    """A page in a fresh profile. Every request, console error and page error is kept for the test to look at."""
    context = browser.new_context(
        viewport={"width": width, "height": 740 if width < 600 else 900},
        java_script_enabled=javascript,
        color_scheme=scheme,
        locale=locale,
        **{"base_url": site.url, **options},
    )
    page = context.new_page()
    for name in ("evaluate", "pdf", "screenshot"):
        setattr(page, name, once_loaded(page, getattr(page, name)))
    page.requested, page.errors = [], []
    page.on("request", lambda request: page.requested.append(request.url))
    page.on("console", lambda m: m.type == "error" and page.errors.append(f"{page.url}: {m.text}"))
    page.on("pageerror", lambda error: page.errors.append(f"{page.url}: {error}"))
    return page


@pytest.fixture
def open_page(browser, site):
    """A function: options of new_page to a page, which is closed after the test."""
    pages = []

    def make(*args, **options):
        pages.append(new_page(browser, site, *args, **options))
        return pages[-1]

    yield make
    for page in pages:
        page.context.close()
