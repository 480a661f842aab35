"""The board and one pledge."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from actions.guidance.models import Action
from actions.pledges import board as boards
from actions.pledges.cards import cards
from actions.pledges.filters import Choice, chips, questions
from actions.pledges.models import Pledge
from actions.pledges.shells import CARDS, OLDER, Shells
from actions.pledges.texts import texts
from config.chrome import crisis
from config.chrome.carried import carry
from config.chrome.context_processors import frame_key

SHELLS = Shells(0) if settings.DEBUG else Shells()  # templates change while somebody works on them


@require_safe
def board(request):
    """Newest first, all or those of a place, a strategy, an action, a language.

    The first page also shows the ready-made pledges that people took up; where nothing is found, some to take up.
    """
    offer, counts = boards.offer(), boards.counts()
    choice = Choice.read(request.GET, offer.actions)
    wall = boards.wall(request.GET.get("before", ""), choice)
    key = (frame_key(request), offer, counts, choice, wall.first, bool(wall.rows), bool(wall.older))
    shown = carry(cards(wall.rows, offer.slugs), request)
    shell = SHELLS.find(key, lambda: around(request, offer, counts, choice, wall))
    return shell.answer(request, shown, wall.older)


def around(request, offer, counts, choice, wall):
    """The whole page, with CARDS and OLDER where the written pledges and the cursor go."""
    together = boards.together(offer.actions, counts, choice) if wall.first else []
    # The country travels in every address; nothing else remembers it.
    country = crisis.reader_country(request) if crisis.country_query(request) else ""
    asked = questions(choice, offer.actions)
    context = {
        "cards": mark_safe(CARDS) if wall.rows else "",  # noqa: S308  a constant
        "first": wall.first,
        "older": choice.query(before=OLDER, country=country) if wall.older else "",
        "newest": choice.query(country=country),
        "together": together or ([] if wall.rows else boards.offered(offer.actions, choice)),
        "questions": asked,
        "chips": chips(choice, asked, country=country),
        "country": country,
        "made": boards.made(counts),
        "kept": boards.kept(counts),
        "words": texts()["form"],
    }
    return render_to_string("pledges/board.html", context, request)


@require_safe
def pledge(request, public_id):
    """One pledge with an address of its own."""
    found = get_object_or_404(Pledge.objects.published(), public_id=public_id)
    key = found.action_key or found.near
    actions = Action.objects.published().in_language(get_language()).one_tap()
    action = actions.filter(key=key).first() if key else None
    if found.action_key:
        if action is None:
            raise Http404
        shown = boards.ready_made(action, made_on=found.made_on)
    else:
        shown = boards.promise(found, {action.key: action.slug} if action else None)
    address = request.build_absolute_uri(request.path)
    return render(
        request, "pledges/pledge.html", {"promise": shown, "public_id": public_id, "address": address}
    )
