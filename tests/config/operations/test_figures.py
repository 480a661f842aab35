"""/metrics: numbers without people, for the network of staff, right with several processes."""

import os
import re
import subprocess
import sys
import time

import pytest
from django.db import DatabaseError
from django.test import Client

from config.operations.meter import Meter
from config.ready.layer import ReadyPages
from config.safety import tally, throttle, timers
from tests.actions.pledges.conftest import make_pledge
from tests.config.ready.asking import Browser

TOKEN = "a-token-for-the-monitor-only"
LINE = re.compile(
    r'# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[a-z0-9_]+"(,[a-z]+="[a-z0-9_]+")*\})? [0-9.e+]+'
)


@pytest.fixture
def on(settings, tmp_path, monkeypatch):
    settings.METRICS_TOKEN, settings.VAR = TOKEN, tmp_path
    monkeypatch.setattr(tally, "_pid", 0)  # as a process that has just begun
    return lambda **more: Client(**more).get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})


def value(page, sample):
    found = re.search(rf"^{re.escape(sample)} (\S+)$", page.content.decode(), re.MULTILINE)
    return float(found[1]) if found else None


def test_it_does_not_exist_until_it_is_switched_on(settings, tmp_path):
    settings.VAR = tmp_path
    assert Client().get("/metrics").status_code == 404
    tally.count("requests", "home", "2xx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "networks", "sent", "address", "status"),
    [
        (TOKEN, [], TOKEN, "203.0.113.9", 200),
        (TOKEN, [], "wrong", "203.0.113.9", 404),
        (TOKEN, [], "", "203.0.113.9", 404),
        ("", ["10.0.0.0/8", "fd00::/8"], "", "10.1.2.3", 200),
        ("", ["10.0.0.0/8", "fd00::/8"], "", "fd00::7", 200),
        ("", ["10.0.0.0/8"], "", "203.0.113.9", 404),
        ("", ["10.0.0.0/8"], "", "not an address", 404),
        (TOKEN, ["10.0.0.0/8"], TOKEN, "203.0.113.9", 404),
        (TOKEN, ["10.0.0.0/8"], "wrong", "10.1.2.3", 404),
        (TOKEN, ["10.0.0.0/8"], TOKEN, "10.1.2.3", 200),
    ],
)
def test_each_that_is_set_must_fit(on, settings, token, networks, sent, address, status):
    settings.METRICS_TOKEN, settings.METRICS_NETWORKS = token, networks
    headers = {"Authorization": f"Bearer {sent}"} if sent else {}
    assert Client(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code == status


@pytest.mark.django_db
def test_every_line_is_in_the_format_and_says_how_much_and_never_who(on, counted):
    browser = Browser(Meter(ReadyPages(counted)))
    for _ in range(3):
        browser.get("/about/", REMOTE_ADDR="203.0.113.77")
    browser.get("/tell-tale/?q=tell-tale", HTTP_USER_AGENT="tell-tale", REMOTE_ADDR="203.0.113.77")
    browser.get("/iwill/mine/tell-tale/", HTTP_REFERER="http://tell-tale/")
    make_pledge()
    timers.ran("tidy")
    request = type("R", (), {"headers": {}, "META": {"REMOTE_ADDR": "203.0.113.77"}})()
    throttle.allowed(request, "report-telltaleid", 1, 5)
    throttle.allowed(request, "report-telltaleid", 1, 5)
    page = on()
    lines = page.content.decode().splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert [word for word in ("tell", "203.0", "about/") if word in page.content.decode()] == []
    assert value(page, 'upstander_requests_total{group="chrome",status="2xx"}') == 3
    assert value(page, 'upstander_requests_total{group="pledges",status="4xx"}') == 1
    assert value(page, 'upstander_ready_pages_total{outcome="miss"}') == 1
    assert value(page, 'upstander_ready_pages_total{outcome="hit"}') == 2
    assert value(page, 'upstander_throttled_total{form="report"}') == 1
    assert value(page, 'upstander_desk_cases{queue="new"}') == 1
    assert value(page, "upstander_pledges_waiting") == 1
    assert value(page, "upstander_database_up") == 1
    assert value(page, 'upstander_timer_age_seconds{timer="tidy"}') < 600
    assert value(page, "upstander_processes") == 1


def test_with_the_database_away_it_says_so_and_still_counts(on, monkeypatch):
    def away():
        raise DatabaseError("planted")

    monkeypatch.setattr("actions.pledges.desk.counts", away)
    tally.count("requests", "home", "5xx")
    page = on()
    assert value(page, "upstander_database_up") == 0
    assert value(page, 'upstander_requests_total{group="home",status="5xx"}') == 1
    assert "upstander_desk" not in page.content.decode()


WORKER = """
import os, sys, django
django.setup()
from django.conf import settings
from config.safety import tally
for _ in range(5):
    tally.count("requests", "home", "2xx")
if sys.argv[1:]:
    print("counted", flush=True)
    sys.stdin.read()  # it lives on until the test lets go
"""


def test_numbers_of_processes_that_ended_are_kept_and_none_goes_back(on, settings, tmp_path):
    environment = {**os.environ, "METRICS_TOKEN": TOKEN, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    code = WORKER.replace("from config.safety", f"settings.VAR = {str(tmp_path)!r}\nfrom config.safety", 1)
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=settings.BASE_DIR)
    tally.count("requests", "home", "2xx")
    for _ in range(3):
        numbers, alive = tally.total()
        assert numbers["requests", "home", "2xx"] == 11
        assert alive == 1
    assert {path.stem for path in (tmp_path / "counters").glob("*.json")} == {tally._name, "ended"}


def test_a_process_that_lives_is_counted_from_its_own_file_and_once(on, settings, tmp_path):
    environment = {**os.environ, "METRICS_TOKEN": TOKEN, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    code = WORKER.replace("from config.safety", f"settings.VAR = {str(tmp_path)!r}\nfrom config.safety", 1)
    command = [sys.executable, "-c", code, "stay"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR, **pipes) as other:
        other.stdout.readline()
        tally.count("requests", "home", "2xx")
        until = time.monotonic() + 60
        while tally.total() != ({("requests", "home", "2xx"): 6}, 2) and time.monotonic() < until:
            time.sleep(0.1)
        assert tally.total() == ({("requests", "home", "2xx"): 6}, 2)
        other.stdin.close()
    assert tally.total() == ({("requests", "home", "2xx"): 6}, 1)


def test_what_is_no_plain_word_is_no_label(on):
    tally.count("requests", '203.0.113.9"} 1\n', "2xx")
    assert ("requests", "other", "2xx") in tally.total()[0]
