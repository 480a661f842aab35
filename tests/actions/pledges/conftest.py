"""Pledges as rows, and a visitor who fills in the form like a person."""

import datetime as dt
import itertools
import re

import pytest
import time_machine
from django.utils import timezone

from actions.pledges import cases, moderation, return_link
from actions.pledges.models import Pledge
from config.safety.forms import TrapMixin
from tests.actions.pledges.flooding import ALL, EACH, SLOW

NUMBERS = itertools.count(1)


def make_pledge(**changes):
    """A pending pledge, valid as it is."""
    number = next(NUMBERS)
    values = {
        "status": "pending",
        "language": "en",
        "text": f"I will ask first, number {number}",
        "made_on": timezone.localdate(),
        "secret_hash": return_link.fingerprint(f"secret {number}"),
        "sitting_hash": return_link.fingerprint(f"sitting {number}"),
    }
    values |= changes
    if values["status"] == "pending" and "case" not in values:
        values["case"] = cases.open_for(values["text"], values["language"])
    return Pledge.objects.create(**values)


def publish(pledge, by, on=None):
    with time_machine.travel(on or timezone.now(), tick=False):
        moderation.approve(pledge.pk, version=pledge.version, by=by)
    pledge.refresh_from_db()
    return pledge


def days_ago(number):
    return timezone.now() - dt.timedelta(days=number)


class Writer:
    """Opens the form, takes a minute, sends it."""

    def __init__(self, client, path="/iwill/new/"):
        self.client, self.path = client, path

    def token(self):
        page = self.client.get(self.path).content.decode()
        return re.search(r'name="started" value="([^"]+)"', page).group(1)

    def send(self, seconds=60, token=None, **fields):
        token = token or self.token()
        data = {"started": token, "website": "", "agree": "on", **fields}
        with time_machine.travel(timezone.now() + dt.timedelta(seconds=seconds), tick=False):
            return self.client.post(
                self.path, {key: value for key, value in data.items() if value is not None}
            )


@pytest.fixture
def writer(visitor, guidance):
    return Writer(visitor)


def return_path(response):
    return re.search(r'href="((?:/es)?/iwill/mine/[^"]+)"', response.content.decode()).group(1)


@pytest.fixture
def caps(settings):
    settings.PLEDGES_PER_HOUR, settings.PLEDGES_PER_HOUR_ALL = EACH, ALL
    settings.PLEDGES_SLOW_PER_HOUR_ALL = SLOW


@pytest.fixture
def nobody_waits(monkeypatch):
    """A form may be sent at once; the hour does not end in the middle."""
    monkeypatch.setattr(TrapMixin, "shortest", 0)
    with time_machine.travel(timezone.now().replace(minute=10), tick=False):
        yield
