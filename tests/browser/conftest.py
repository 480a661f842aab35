"""A real Chromium against the real server: gunicorn, production settings, the real catalogue and guidance."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

ROOT = Path(settings.BASE_DIR)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]
MODERATOR = "browser-moderator"


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
            "BROWSER_STATIC": str(folder / "static"),
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "1",
        }

    def manage(self, *arguments, **kwargs):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False, **kwargs
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self):
        gunicorn = Path(sys.executable).with_name("gunicorn")
        command = [str(gunicorn), "-c", "config/gunicorn.py", "config.wsgi:application"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)


@pytest.fixture(scope="session")
def site(browser, tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("site"))
    site.manage("setup_site")
    site.manage("collectstatic", "--noinput", "-v0")
    code = (
        "from django.contrib.auth.models import Group, User;"
        f"user = User.objects.create_user('{MODERATOR}', password='a long enough phrase', is_staff=True);"
        "user.groups.add(Group.objects.get(name='Moderator'))"
    )
    site.manage("shell", "-c", code)
    site.start()
    yield site
    site.stop()


@pytest.fixture
def open_page(browser, site):
    """A page in a fresh profile. Every request, console error and page error is kept for the test to look at."""
    contexts = []

    def make(width=360, javascript=True, scheme="light", locale="en-GB", **options):
        context = browser.new_context(
            viewport={"width": width, "height": 740 if width < 600 else 900},
            java_script_enabled=javascript,
            color_scheme=scheme,
            locale=locale,
            **{"base_url": site.url, **options},
        )
        contexts.append(context)
        page = context.new_page()
        page.requested, page.errors = [], []
        page.on("request", lambda request: page.requested.append(request.url))
        page.on("console", lambda m: m.type == "error" and page.errors.append(f"{page.url}: {m.text}"))
        page.on("pageerror", lambda error: page.errors.append(f"{page.url}: {error}"))
        return page

    yield make
    for context in contexts:
        context.close()
