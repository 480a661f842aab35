"""The board, the form, one pledge, and the writer's own page."""

from django.conf import settings
from django.core.validators import slug_re
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from actions.guidance.models import Action
from actions.pledges import board as boards
from actions.pledges import linter, moderation, retention, return_link, screens
from actions.pledges.forms import OneTapForm, PledgeForm, TakeDownForm
from actions.pledges.models import TEXT_MAX, Pledge
from actions.pledges.texts import anchor, code, texts
from config.chrome.crisis import crisis_for, reader_country
from config.chrome.nav import leave_url
from config.safety.throttle import allowed


@require_safe
def board(request):
    """Newest first. The first page also shows the ready-made pledges that people took up."""
    cursor = request.GET.get("before", "")
    context = {
        "wall": boards.wall(cursor),
        "together": [] if cursor else boards.together(limit=12),
        "made": boards.made(),
        "first": not cursor,
        "words": texts()["form"],
    }
    return render(request, "pledges/board.html", context)


@require_safe
def pledge(request, public_id):
    """One pledge with an address of its own."""
    found = get_object_or_404(Pledge.objects.published(), public_id=public_id)
    if found.action_key:
        actions = Action.objects.published().in_language(get_language()).filter(key=found.action_key)
        action = actions.first()
        if action is None:
            raise Http404
        shown = boards.ready_made(action, made_on=found.made_on)
    else:
        shown = boards.promise(found)
    return render(request, "pledges/pledge.html", {"promise": shown, "pledge": found})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """The form: own words, or one of ours with a single button."""
    actions = Action.objects.published().in_language(get_language()).one_tap()
    if request.method != "POST":
        chosen = by_slug(actions, request.GET.get("action", ""))
        return form_page(request, PledgeForm(), OneTapForm(), actions, chosen)
    if "action" in request.POST:
        return send_ready_made(request, actions)
    if "change" in request.POST:  # from the writer's own page: the same words, in a form that is not sent yet
        typed = {name: request.POST.get(name, "")[:TEXT_MAX] for name in ("text", "nickname")}
        return form_page(request, PledgeForm(initial=typed), OneTapForm(), actions)
    return send_own_words(request, actions)


def send_own_words(request, actions):
    """Help comes before any error, and a question before anything is stored; the writer can pass both by."""
    form = PledgeForm(request.POST)
    form.full_clean()
    if form.cleaned_data.get("about_me"):
        # Somebody told us what happened to them. Nothing is stored.
        return help_page(request, "disclosure")
    passed = "not_that" in request.POST
    name = "" if passed else linter.help_first(*(request.POST.get(n, "") for n in ("text", "plan_if")))
    if name:
        return help_page(request, name, again=form)
    if "take_out" in request.POST:
        return words_taken_out(request, actions)
    if not form.is_valid():
        return form_page(request, form, OneTapForm(), actions, status=400)
    asking = None if passed or "as_it_is" in request.POST else linter.ask(form.cleaned_data["text"])
    if asking:
        form.fields["text"].widget.attrs["aria-describedby"] = "asking id_text_helptext"
        # 422: well formed, understood, and not taken yet.
        return form_page(request, form, OneTapForm(), actions, status=422, asking=asking)
    refused = refusal(request)
    if refused:
        return form_page(request, form, OneTapForm(), actions, status=refused)
    data = form.cleaned_data
    sent = moderation.submit(
        sitting=data["started"],
        language=get_language(),
        text=data["text"],
        nickname=data["nickname"],
        plan_if=data["plan_if"],
    )
    return thanks(request, sent)


def words_taken_out(request, actions):
    """The form anew, with what may show who somebody is taken out of the text. The writer reads it and sends it."""
    text, gone = linter.taken_out(request.POST.get("text", ""))
    typed = {name: request.POST.get(name, "") for name in ("nickname", "plan_if", "agree")}
    form = PledgeForm(initial={**typed, "text": text})
    return form_page(request, form, OneTapForm(), actions, taken_out=gone, rewritten=True)


def send_ready_made(request, actions):
    form = OneTapForm(request.POST)
    chosen = by_slug(actions, request.POST["action"])
    if not form.is_valid() or chosen is None:
        return form_page(request, PledgeForm(), form, actions, chosen, status=400)
    refused = refusal(request)
    if refused:
        return form_page(request, PledgeForm(), form, actions, chosen, status=refused)
    sent = moderation.submit(
        sitting=form.cleaned_data["started"], language=get_language(), action_key=chosen.key
    )
    return thanks(request, sent, chosen)


def by_slug(actions, slug):
    """The action of an address or a form; None for anything that is not the slug of one."""
    return actions.filter(slug=slug).first() if slug_re.fullmatch(slug) and len(slug) <= 80 else None


def refusal(request):
    """0, or the status of the refusal: 503 while the board is closed, 429 when this hour is full."""
    if not settings.BOARD_OPEN:
        return 503
    full = not allowed(request, "pledge", settings.PLEDGES_PER_HOUR, settings.PLEDGES_PER_HOUR_ALL)
    return 429 if full else 0


def form_page(request, form, one_tap, actions, chosen=None, status=200, **more):
    """The form with everything that was typed; the status says why it came back."""
    context = {
        "form": form,
        "one_tap": one_tap,
        "chosen": boards.ready_made(chosen) if chosen else None,
        "ready_made": [boards.ready_made(action) for action in actions.first_pledges()],
        "words": texts()["form"],
        "good": texts()["good_pledge"],
        "closed": not settings.BOARD_OPEN,
        "full": status == 429,
        "not_that": "not_that" in request.POST,
        **more,
    }
    return render(request, "pledges/new.html", context, status=status)


def thanks(request, sent, action=None):
    """Answered to the POST itself: a redirect would put the secret into the history."""
    path = reverse("pledges:mine", args=[sent.secret])
    context = {
        "path": path,
        "address": request.build_absolute_uri(path),
        "action": action,
        "words": texts()["form"],
    }
    return render(request, "pledges/thanks.html", context)


def help_page(request, name, **context):
    blocks = screens.screen(name, crisis_for(reader_country(request)), leave_url())
    return render(request, "pledges/help.html", {"blocks": blocks, **context})


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


@require_safe
def board_rules(request):
    """What the board is for and what we decline."""
    return render(request, "pledges/rules.html", texts())
