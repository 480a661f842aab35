"""The form: own words, or a ready-made promise; what comes back from it."""

from django.conf import settings
from django.core.validators import slug_re
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from actions.guidance.models import Action
from actions.pledges import board as boards
from actions.pledges import linter, moderation, nearness, opening, screens
from actions.pledges.forms import OneTapForm, PledgeForm
from actions.pledges.models import TEXT_MAX
from actions.pledges.texts import texts
from config.chrome.crisis import crisis_for, reader_country
from config.chrome.nav import leave_url
from config.safety import work
from config.safety.throttle import PERIOD, allowed, uses


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """The form: own words, or one of ours with a single button."""
    actions = Action.objects.published().in_language(get_language()).one_tap()
    if request.method != "POST":
        chosen = by_slug(actions, request.GET.get("action", ""))
        own = PledgeForm(initial=nearness.begin(request.GET, chosen))
        return form_page(request, own, OneTapForm(), actions, chosen)
    if "action" in request.POST:
        return send_ready_made(request, actions)
    if "change" in request.POST:  # from the writer's own page: the same words, in a form that is not sent yet
        typed = {
            name: request.POST.get(name, "")[:TEXT_MAX] for name in ("text", "nickname", "near", "place")
        }
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
    data = form.cleaned_data
    slow = is_slow(data)
    refused = refusal(request, slow)
    if refused:
        return form_page(request, form, OneTapForm(), actions, status=refused)
    sent = moderation.submit(
        sitting=data["started"],
        language=get_language(),
        text=data["text"],
        nickname=data["nickname"],
        plan_if=data["plan_if"],
        **nearness.sorted_by(data["near"], data["place"], actions),
        slow=slow,
    )
    return thanks(request, sent, slow=slow)


def words_taken_out(request, actions):
    """The form anew, with what may show who somebody is taken out of the text. The writer reads it and sends it."""
    text, gone = linter.taken_out(request.POST.get("text", ""))
    typed = {name: request.POST.get(name, "") for name in ("nickname", "plan_if", "agree", "near", "place")}
    form = PledgeForm(initial={**typed, "text": text})
    return form_page(request, form, OneTapForm(), actions, taken_out=gone, rewritten=True)


def send_ready_made(request, actions):
    form = OneTapForm(request.POST)
    chosen = by_slug(actions, request.POST["action"])
    if not form.is_valid() or chosen is None:
        return form_page(request, PledgeForm(), form, actions, chosen, status=400)
    # It counts at once and is never read by anybody, so a flood of these would falsify the public number.
    refused = refusal(request, is_slow(form.cleaned_data))
    if refused:
        return form_page(request, PledgeForm(), form, actions, chosen, status=refused)
    sent = moderation.submit(
        sitting=form.cleaned_data["started"], language=get_language(), action_key=chosen.key
    )
    return thanks(request, sent, chosen)


def by_slug(actions, slug):
    """The action of an address or a form; None for anything that is not the slug of one."""
    return actions.filter(slug=slug).first() if slug_re.fullmatch(slug) and len(slug) <= 80 else None


def is_slow(data):
    """Whether a valid form came without proof of work, or with work that was shown too often already."""
    return not data["work"] or uses("work", data["started"]) > work.USES


def refusal(request, slow):
    """0, or the status of the refusal: 503 while the board is closed, 429 when this hour is full.

    The last question before something is stored: help for the writer and faults of the form come first, and only
    what would be stored is counted. Forms without work share a smaller part of the hour, own words and one tap alike.
    """
    if not opening.is_open():
        return 503
    full = not allowed(
        request,
        "pledge",
        settings.PLEDGES_PER_HOUR,
        settings.PLEDGES_PER_HOUR_ALL,
        part=("slow", settings.PLEDGES_SLOW_PER_HOUR_ALL) if slow else None,
    )
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
        "closed": status == 503 or not opening.is_open(),
        "full": status == 429,
        "not_that": "not_that" in request.POST,
        **more,
    }
    response = render(request, "pledges/new.html", context, status=status)
    if status in (429, 503):
        response["Retry-After"] = str(PERIOD)
    return response


def thanks(request, sent, action=None, slow=False):
    """Answered to the POST itself: a redirect would put the secret into the history."""
    path = reverse("pledges:mine", args=[sent.secret])
    context = {
        "path": path,
        "address": request.build_absolute_uri(path),
        "code": sent.words,
        "words_path": reverse("pledges:by_words"),
        "action": action,
        "slow": slow,
        "words": texts()["form"],
    }
    return render(request, "pledges/thanks.html", context)


def help_page(request, name, **context):
    blocks = screens.screen(name, crisis_for(reader_country(request)), leave_url())
    return render(request, "pledges/help.html", {"blocks": blocks, **context})
