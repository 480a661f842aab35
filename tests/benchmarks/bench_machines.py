"""Two application servers behind HAProxy on one PostgreSQL, one of them killed under load.

    .venv/bin/python -m tests.benchmarks.bench_machines [--seconds 15] [--json FILE]

Needs `haproxy`. Each server has a folder of its own, as on a machine of its own. deploy/haproxy.cfg is used as it is,
but for addresses and the certificate. Exits with 1 when a reading failed.
"""

import argparse
import json
import signal
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks.bench_kill import Postgres
from tests.benchmarks.front import haproxy, program
from tests.benchmarks.load import FORM, Reader, ask, load, summary, wait_for
from tests.benchmarks.served import Site
from tests.benchmarks.serving import say

SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group, User
from config.staff import sittings
ana, _ = User.objects.get_or_create(username="bench", is_staff=True)
ana.groups.add(Group.objects.get(name="Moderator"))
s = import_module(settings.SESSION_ENGINE).SessionStore()
s[SESSION_KEY], s[BACKEND_SESSION_KEY] = str(ana.pk), settings.AUTHENTICATION_BACKENDS[0]
s[HASH_SESSION_KEY], s[sittings.PROVEN] = ana.get_session_auth_hash(), str(ana.pk)
import time
s[sittings.STARTED] = s[sittings.SEEN] = time.time(); s.create(); print(settings.SESSION_COOKIE_NAME, s.session_key)
"""
APPROVE = """
from django.contrib.auth.models import User
from actions.pledges import moderation
from actions.pledges.models import Pledge
p = Pledge.objects.filter(status="pending").order_by("-pk").first()
moderation.approve(p.pk, version=p.version, by=User.objects.get(username="bench"))
print(p.public_id)
import time; print(time.time())
"""


def post(port, token, text, address):
    body = urlencode(
        {"started": token, "website": "", "agree": "on", "as_it_is": "1", "text": text, "work": ""}
    )
    return ask(port, "POST", "/iwill/new/", body, **FORM, **{"X-Forwarded-For": address})[0]


def shared(one, two):
    """What both servers must agree on, as {name: what was seen}."""
    tokens, found = one.tokens(12), {}
    time.sleep(3)
    answers = [
        post((one, two)[n % 2].port, tokens.pop(), f"I will listen, {'abcdefghij'[n]}", "10.1.2.3")
        for n in range(10)
    ]
    found["of 10 promises from one address to both in turn (cap 6)"] = answers.count(200)
    cookie = "=".join(one.python(SIGN_IN))
    found["desk with one session, on each"] = [
        ask(site.port, "GET", "/admin/pledges/pledge/desk/", Cookie=cookie)[0] for site in (one, two)
    ]
    wait_for(two.port, "/iwill/")
    public_id, at = one.python(APPROVE)
    for site, name in ((one, "first"), (two, "second")):
        while public_id not in ask(site.port, "GET", "/iwill/")[2]:
            time.sleep(0.02)
        found[f"approved promise on the {name} after, s (command and start of a process included)"] = round(
            time.time() - float(at), 2
        )
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--json")
    options = parser.parse_args()
    program("haproxy", "haproxy")
    with tempfile.TemporaryDirectory(prefix="two-") as name:
        folder, balancer = Path(name), None
        folder.chmod(0o755)
        (folder / "pg").mkdir()
        database = Postgres(folder / "pg")
        sites = [Site(folder / n, database.uri, PLEDGES_PER_HOUR="6") for n in ("one", "two")]
        try:
            sites[0].set_up()
            for site in sites:
                site.start()
            balancer, port = haproxy(folder, [site.port for site in sites])
            found = shared(*sites)
            threads, done = load(port, readers=6, writers=0, pause=0.02)
            time.sleep(options.seconds / 3)
            sites[0].stop(signal.SIGKILL)
            time.sleep(options.seconds * 2 / 3)
            done.set()
            for thread in threads:
                thread.join()
            found["reading while one is killed"] = summary(threads, Reader)
        finally:
            if balancer:
                balancer.terminate()
                balancer.wait()
            for site in sites:
                site.stop(signal.SIGKILL)
            database.stop()
    for name, value in found.items():
        say(f"{name:60} {value}")
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1))
    if set(found["reading while one is killed"]["answers"]) != {"200"}:
        raise SystemExit("A reading failed.")


if __name__ == "__main__":
    main()
