"""The writer's own page."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from actions.guidance.models import Action
from actions.pledges import board as boards
from actions.pledges import retention, return_link, screens
from actions.pledges.forms import TakeDownForm
from actions.pledges.texts import anchor, code, texts
from config.chrome.crisis import crisis_for, reader_country
from config.chrome.nav import leave_url


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request, secret):
    """The writer's own page: what happened, and taking it down for good."""
    found = return_link.find(secret) if len(secret) <= 64 else None
    if found is None:
        return private(render(request, "pledges/gone.html", {"taken_down": False}, status=404))
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        retention.erase(found.pk)
        return private(render(request, "pledges/gone.html", {"taken_down": True, "words": texts()["form"]}))
    status = 400 if request.method == "POST" else 200
    return private(render(request, "pledges/mine.html", own_page(request, found, form), status=status))


def own_page(request, found, form):
    """What the writer sees. After a disclosure, a confession or a danger: help, and never the words again."""
    context = {"pledge": found, "form": form, "words": texts()["form"], "status": status_words(found)}
    reason = code(found.code) if found.code else None
    if reason and reason.screen:
        crisis = crisis_for(reader_country(request))
        context["blocks"] = screens.screen(reason.screen, crisis, leave_url(), "#delete")
        return context
    if found.action_key:
        action = Action.objects.published().in_language(get_language()).filter(key=found.action_key).first()
        context["promise"] = boards.ready_made(action, made_on=found.made_on) if action else None
    else:
        context["promise"] = boards.promise(found)
    if reason:
        urls = screens.guide_urls()
        context.update(
            reason=reason, links=[anchor(link, urls) for link in reason.links], decline=texts()["decline"]
        )
    return context


def status_words(found):
    words = texts()["form"]["status"]
    return {"pending": words["waiting"], "published": words["on_board"], "declined": words["not_on_board"]}[
        found.status
    ]


def private(response):
    """Addresses that hold a secret are for nobody's index."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
