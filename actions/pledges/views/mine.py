"""The writer's own page, by its link or by its words. Nothing secret is in an address when it is opened by words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from actions.guidance.models import Action
from actions.pledges import board as boards
from actions.pledges import keeping, moderation, reminder, retention, return_link, screens, word_code
from actions.pledges.forms import TakeDownForm, WordsForm
from actions.pledges.models import Pledge
from actions.pledges.texts import anchor, code, texts
from config.chrome.crisis import crisis_for, reader_country
from config.chrome.nav import leave_url
from config.safety.throttle import allowed

# Opening and every button count. Nobody guesses 87 bits; this keeps a program from making us look things up.
TRIES, TRIES_ALL = 60, 6000


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request, secret):
    """The page behind the link. An address that is not complete and one that is deleted look the same."""
    found = return_link.find(secret) if len(secret) <= 64 else None
    if found is None:
        return private(render(request, "pledges/gone.html", {"taken_down": False}, status=404))
    return private(answer(request, found, request.POST.get("do", "delete")))


@require_http_methods(["GET", "HEAD", "POST"])
def by_words(request):
    """A form for the words; sent, it is answered with the page itself and not with a redirect to an address."""
    if request.method != "POST":
        return words_page(request, WordsForm())
    form = WordsForm(request.POST)
    if not form.is_valid():
        return words_page(request, form, status=400)
    if not allowed(request, "words", TRIES, TRIES_ALL):
        return words_page(request, form, status=429)
    typed = word_code.typed(form.cleaned_data["words"])
    found = word_code.find(typed)
    if found is None:
        form.add_error("words", WordsForm.wrong(typed))
        return words_page(request, form, status=404)
    return private(answer(request, found, request.POST.get("do", "open"), words=typed))


def words_page(request, form, status=200):
    context = {"form": form, "full": status == 429}
    return private(render(request, "pledges/words.html", context, status=status))


def answer(request, found, do, words=""):
    """Do what a button says and show the page. `words` is set when the page was opened by them.

    A request that only looks does nothing; a button that does not exist is a mistake in what was sent.
    """
    if request.method != "POST" or do == "open":
        return shown(request, found, words)
    if do == "reminder":
        return calendar()
    if do == "delete":
        form = TakeDownForm(request.POST)
        if not form.is_valid():
            return shown(request, found, words, form=form, status=400)
        retention.erase(found.pk)
        return render(request, "pledges/gone.html", {"taken_down": True, "words": texts()["form"]})
    if do in Pledge.Kept.values:
        done = keeping.mark(found.pk, do)
    elif do == "second_look":
        done = moderation.ask_second_look(found.pk)
    else:
        return shown(request, found, words, status=400)
    found = Pledge.objects.filter(pk=found.pk).first()
    if found is None:
        return render(request, "pledges/gone.html", {"taken_down": False}, status=404)
    return shown(request, found, words, status=200 if done else 400, done=do if done else "nothing")


def calendar():
    response = HttpResponse(
        reminder.calendar(timezone.localdate()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="reminder.ics"'
    return response


def shown(request, found, words, *, form=None, status=200, done=""):
    path = reverse("pledges:by_words") if words else request.path
    context = own_page(request, found, form or TakeDownForm())
    context.update(
        path=path, code=words, done=done, may_ask=moderation.may_ask(found), kept_in=kept_in(found)
    )
    return render(request, "pledges/mine.html", context, status=status)


def kept_in(found):
    """The month in which the writer said how it went; "" before."""
    # Translators: the order of a date: F month, Y year.
    return date_format(found.kept_on, gettext("F Y")) if found.kept_on else ""


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
    """Pages that belong to one person are for nobody's index."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
