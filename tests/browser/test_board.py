"""The board with promises on it: its rules of access, filters and reporting without scripts, and the feed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.engines import SMALL, own, violations
from tests.browser.looks import in_every_way

PUBLISH = """
from django.contrib.auth.models import User
from actions.pledges import moderation
from actions.pledges.models import Pledge
by, _new = User.objects.get_or_create(username="reader")
for number in range(26):
    text = f"I will ask {'Donaudampfschifffahrt' * (number == 3)} first and number {number} the days of a week"
    place, near = ("online", "A01") if number % 2 else ("", "")
    sent = moderation.submit(
        sitting=f"board {number}", language="en", text=text, nickname="Ana Maria", place=place, near=near
    )
    if sent.pledge.status == "pending":
        moderation.approve(sent.pledge.pk, version=sent.pledge.version, by=by)
moderation.submit(sitting="board tap", language="en", action_key="A01")
print(Pledge.objects.on_the_wall()[0].public_id)
"""


@pytest.fixture(scope="module")
def paths(site):
    public_id = site.run(PUBLISH).split()[-1]
    return [
        "/iwill/",
        "/iwill/?place=online&strategy=delay&language=es&action=make-a-small-distraction",
        f"/iwill/?before={public_id}&place=online",
        f"/iwill/{public_id}/",
        f"/iwill/{public_id}/report/",
        "/iwill/new/?action=make-a-small-distraction",
    ]


def test_pages_with_promises_follow_the_rules(open_page, paths):
    page = open_page()
    faults = {}
    for path in paths:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        if found := in_every_way(page, lambda p: violations(p) + p.evaluate(SMALL), (360, 1280)):
            faults[path] = found
    assert faults == {}
    assert page.errors == []


def test_nothing_scrolls_sideways(open_page, paths):
    page = open_page(width=320)
    faults = {}
    for path in [*paths, *(f"/es{path}" for path in paths)]:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        for width, rule in ((320, "sideways"), (360, "twice")):
            page.set_viewport_size({"width": width, "height": 740})
            if found := own(page, rule):
                faults[path, width] = found
    assert faults == {}


def test_filters_work_without_scripts(open_page, paths):
    page = open_page(javascript=False)
    page.goto("/iwill/")
    page.get_by_text("Show only some").click()
    page.get_by_label("Where").select_option("Online")
    page.get_by_role("button", name="Show these").click()
    expect(page).to_have_url(re.compile("place=online"))
    assert page.locator(".wall").last.locator("li").count() == 13
    page.get_by_role("link", name="Take away: Online").click()
    expect(page).to_have_url(re.compile("/iwill/$"))


@pytest.mark.parametrize("javascript", [True, False])
def test_a_report_meets_help_and_thanks(open_page, paths, javascript):
    page = open_page(javascript=javascript)
    page.goto("/iwill/")
    page.get_by_role("link", name="Report").first.click()
    page.get_by_label("Somebody may be in danger").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.get_by_role("heading", name="If somebody is in danger")).to_be_visible()
    assert page.context.cookies() == []
    if javascript:  # the rules are checked by a script
        assert violations(page) == []
