"""Pages full of naughty strings in a real browser: nothing runs, nothing is fetched, nothing breaks."""

import json
import re

from config.safety.plain_text import one_line
from tests.actions.pledges.naughty.strings import STRINGS
from tests.browser.desk import enter, make_person

PUBLISH = """
import json, sys
from django.contrib.auth.models import User
from actions.pledges import moderation
by = User.objects.get(username="naughty-reader")
for number, text in enumerate(json.load(open({path!r}))):
    words = {{"text": f"I will {{text}}", "nickname": text[:30].strip()}}
    sent = moderation.submit(sitting=f"naughty {{number}}", language="en", **words)
    if number % 25:
        moderation.approve(sent.pledge.pk, version=1, by=by)
    else:
        print(sent.pledge.pk)
"""
ERASE = """
from actions.pledges import retention
from actions.pledges.models import Pledge
for pk in Pledge.objects.filter(text__startswith="I will ", pk__gte={first}).values_list("pk", flat=True):
    retention.erase(pk)
"""
# What would have come out of a string, had it not been text; and what a string would have changed.
STRANGE = """() => [...document.querySelectorAll('main *, #content *, body > *')].filter((element) =>
    ['SCRIPT', 'IFRAME', 'IMG', 'OBJECT', 'EMBED', 'STYLE', 'LINK', 'META', 'BASE', 'MATH', 'VIDEO', 'AUDIO', 'XSS',
     'TEMPLATE'].includes(element.tagName.toUpperCase()) && !element.src?.startsWith(location.origin + '/static/')
    || [...element.attributes].some((a) => a.name.startsWith('on') || /^\\s*(javascript|data):/i.test(a.value)))
    .map((element) => element.outerHTML)"""


def test_nothing_runs_and_nothing_is_fetched(open_page, site, tmp_path):
    shown = [text for text in dict.fromkeys(one_line(s) for s in STRINGS) if text and len(text) + 7 <= 120]
    make_person(site, "naughty-reader")
    (tmp_path / "strings.json").write_text(json.dumps(shown))
    waiting = site.run(PUBLISH.format(path=str(tmp_path / "strings.json"))).split()
    try:
        assert walk(open_page, site, waiting) >= 900
    finally:
        site.run(ERASE.format(first=waiting[0]))


def walk(open_page, site, waiting):
    """Every page of the board, and the desk with what waits; returns how many promises were seen on the board."""
    page, dialogs, seen = open_page(width=1280), [], 0
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    def look():
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        page.mouse.move(400, 400)
        assert page.evaluate(STRANGE) == []

    page.goto("/iwill/")
    while True:
        look()
        seen += page.locator("main .wall .pledge").count()
        older = page.locator("a[href*='before=']")
        if not older.count():
            break
        page.goto("/iwill/" + re.sub(r"^[^?]*", "", older.first.get_attribute("href")))
    enter(page, site, "naughty-reader")
    for path in ["/admin/pledges/pledge/", *[f"/admin/pledges/pledge/{pk}/change/" for pk in waiting]]:
        assert page.goto(path).status == 200
        look()
    assert dialogs == []
    assert page.errors == []
    assert [url for url in page.requested if not url.startswith(site.url)] == []
    return seen
