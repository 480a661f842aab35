"""Signing in to the desk in a browser, as people do."""

import time

from allauth.mfa.totp.internal import auth as totp

PASSWORD = "a long enough phrase"


def code(secret, step=0):
    """The code of now, or of `step` times 30 seconds later."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + step))


def make_person(site, name, group="Moderator"):
    """Somebody new, who has a password and nothing else."""
    site.run(
        "from django.contrib.auth.models import Group, User;"
        f"user = User.objects.create_user('{name}', password='{PASSWORD}', is_staff=True);"
        f"user.groups.add(Group.objects.get(name='{group}'))",
    )


def make_owner(site, name):
    """The owner of the site, who may open everything."""
    site.run(
        "from django.contrib.auth.models import User;"
        f"User.objects.create_superuser('{name}', password='{PASSWORD}')",
    )


def enter(page, site, name):
    """A session as it is after both steps, for tests of what comes then. test_staff.py does the steps themselves."""
    key = site.run(
        "from django.contrib.auth import login; from django.contrib.auth.models import User;"
        "from django.contrib.sessions.backends.db import SessionStore; from django.http import HttpRequest;"
        "from config.staff import sittings;"
        f"request, user = HttpRequest(), User.objects.get(username='{name}');"
        "request.session = SessionStore(); login(request, user, 'config.staff.backend.StaffBackend');"
        "sittings.prove(request, user); request.session.save(); print(request.session.session_key)",
    )
    page.context.add_cookies([{"name": "s", "value": key.split()[-1], "url": site.url}])
    page.goto("/admin/")


def press(page, target):
    """Click what leads to another page, and wait for that page: a look right after the click may see the one before."""
    with page.expect_navigation():
        target.click()


def send_password(page, name):
    page.goto("/admin/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, page.get_by_role("button", name="Go on"))


def enrol_app(page):
    """From the page about second factors to the desk. Returns the secret and the recovery codes."""
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator(".signin__key").inner_text()
    page.get_by_label("Code from the app").fill(code(secret))
    page.get_by_role("button", name="Set up").click()
    page.locator(".signin__codes code").first.wait_for()  # the list of texts does not wait by itself
    codes = page.locator(".signin__codes code").all_inner_texts()
    page.get_by_role("link", name="I have written them down").click()
    return secret, codes


def sign_out(page):
    press(page, page.get_by_role("button", name="Log out"))
