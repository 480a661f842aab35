"""Every kind of page a reader can meet, by the name of its address, and the states that only a sent form leads to."""

import json

from tests.browser.conftest import MODERATOR

SERVICE = "/resources/rape-sexual-abuse-support-line-england-wales/"
# Name of the address to samples of it; a test fails when an address has none. {…} is made anew for each run.
KINDS = {
    "home": ("/", "/?country=GB-SCT"),
    "gallery": ("/gallery/",),  # only where it is switched on
    "resources:list": ("/resources/", "/resources/?country=GB&q=nothing-that-fits"),
    "resources:card": ("/resources/card/",),
    "resources:detail": (SERVICE,),
    "resources:problem": (f"{SERVICE}problem/",),
    "resources:confirm": ("{confirm}",),
    "resources:thanks": ("/resources/thanks/",),
    "guidance:home": ("/act/",),
    "guidance:find": ("/act/find/",),
    "guidance:guides": ("/act/guides/",),
    "guidance:guide": ("/act/guides/when-someone-tells-you/", "/act/guides/looking-back/"),
    "guidance:card": ("/act/card/",),
    "guidance:actions": ("/act/actions/",),
    "guidance:action": ("/act/actions/make-a-small-distraction/",),
    "guidance:practise": ("/act/practise/",),
    "guidance:scenario": ("/act/practise/the-seat-on-the-bus/",),
    "guidance:choice": ("/act/practise/the-seat-on-the-bus/b/",),
    "guidance:words": ("/act/words/",),
    "guidance:facts": ("/act/facts/",),
    "guidance:sources": ("/act/sources/",),
    "guidance:points": ("/act/sources/points/",),
    "guidance:ideas": ("/act/sources/ideas/",),
    "guidance:article": ("/act/sources/men-answer-metoo-with-iwill/",),
    "pledges:board": ("/iwill/",),
    "pledges:new": ("/iwill/new/", "/iwill/new/?action=make-a-small-distraction"),
    "pledges:by_words": ("/iwill/mine/",),
    "pledges:pledge": ("{pledge}",),
    "pledges:mine": ("{mine}", "/iwill/mine/not-a-link/"),
    "pledges:report": ("{pledge}report/",),
    "pledges:numbers": ("/iwill/numbers/",),
    "pledges:board_rules": ("/board-rules/",),
    "chrome:safety": ("/safety/",),
    "chrome:promises": ("/safety/promises/",),
    "chrome:privacy": ("/privacy/",),
    "chrome:accessibility": ("/accessibility/",),
    "chrome:about": ("/about/",),
}
NOWHERE = "/nothing/"  # no address of ours: the page for mistakes

MAKE = f"""
import json
from django.contrib.auth.models import User
from actions.pledges import moderation
from resources import self_confirm
from resources.models import Service
sent = moderation.submit(sitting="kinds", language="en", text="I will save my neighbour a seat", nickname="Sam")
moderation.approve(sent.pledge.pk, version=1, by=User.objects.get(username="{MODERATOR}"))
token = self_confirm.make(Service.objects.get(slug="{SERVICE.split("/")[2]}"), by=None)
print("MADE" + json.dumps({{
    "pledge": f"/iwill/{{sent.pledge.public_id}}/",
    "mine": f"/iwill/mine/{{sent.secret}}/",
    "confirm": f"/resources/confirm/{{token}}/",
}}))
"""


def make(site):
    """Rows that some pages need: name in braces to address."""
    said = site.run(MAKE)
    return json.loads(said.partition("MADE")[2].splitlines()[0])


def all_pages(made):
    """An address of every kind of page, in English."""
    listed = [path.format(**made) for name, paths in KINDS.items() if name != "gallery" for path in paths]
    return [*listed, NOWHERE]


def send(page, button):
    """Press it and wait for the next page: a form may hold itself back until its work is done."""
    with page.expect_navigation():
        page.locator(button).first.click()


def empty_form(path, which="main form:has(button.btn) button.btn"):
    def reach(page, prefix):
        page.goto(prefix + path)
        send(page, which)

    return reach


def words(text):
    """The pledge form sent with these words."""

    def reach(page, prefix):
        page.goto(f"{prefix}/iwill/new/")
        page.locator("#id_text").fill(text)
        page.locator("[name=agree]").check()
        send(page, "form:has(#id_text) button.btn")

    return reach


def one_tap(page, prefix):
    page.goto(f"{prefix}/act/actions/make-a-small-distraction/")
    send(page, 'form[action$="/iwill/new/"] button.btn')


def search(page, prefix):
    page.goto(f"{prefix}/resources/?country=GB")
    page.get_by_role("searchbox").fill("qqqqzzzz")
    send(page, "form:has(input[type=search]) button.btn")


def found(page, prefix):
    page.goto(f"{prefix}/act/find/")
    for answer in ["now", "workplace", "charge", "no", "minute"]:
        send(page, f'.choice[value="{answer}"]')


# What stands on a page after a form was sent. Those in WRONG point at a mistake.
WRONG = {
    "pledge without words": empty_form("/iwill/new/", "form:has(#id_text) button.btn"),
    "pledge that begins otherwise": words("You should all be nicer"),
    "problem without a choice": empty_form(f"{SERVICE}problem/"),
    "own page without words": empty_form("/iwill/mine/"),
}
RIGHT = {
    "search that finds nothing": search,
    "moves of the finder": found,
    "help instead of a pledge": words("I will tell you what he did to me, he raped me and I want to die"),
    "a promise that counts": one_tap,
}
