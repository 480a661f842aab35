"""The cookie of staff, as production sets it. Visitors get none: tests/site/test_every_page.py."""

import os
import secrets
import subprocess
import sys

from django.conf import settings

# The sign-in page begins a session. It is kept in memory here, because this process has no database.
CODE = """
import sys
import django
from django.conf import settings
settings.STATIC_ROOT = sys.argv[1]
django.setup()
from django.test import Client, override_settings
with override_settings(SESSION_ENGINE="django.contrib.sessions.backends.cache"):
    answer = Client(headers={"Host": "example.org"}).get("/admin/sign-in/", secure=True)
for cookie in answer.cookies.values():
    print(cookie.OutputString())
"""


def test_the_cookie_of_staff_is_as_strict_as_a_cookie_can_be(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "0",
        "HTTPS": "1",
        "ALLOWED_HOSTS": "example.org",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}",
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(settings.STATIC_ROOT)],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (cookie,) = done.stdout.splitlines()
    name_and_value, *attributes = cookie.split("; ")
    assert name_and_value.startswith("__Host-s=")
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"]  # no Domain, and no date
