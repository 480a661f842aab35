"""The board and one pledge."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from actions.guidance.models import Action
from actions.pledges import board as boards
from actions.pledges.filters import Choice, chips, questions
from actions.pledges.models import Pledge
from actions.pledges.texts import texts
from config.chrome import crisis


@require_safe
def board(request):
    """Newest first, all or those of a place, a strategy, an action, a language.

    The first page also shows the ready-made pledges that people took up; where nothing is found, some to take up.
    """
    ready = boards.one_tap()
    choice = Choice.read(request.GET, ready)
    slugs = {action.key: action.slug for action in ready}
    wall = boards.wall(request.GET.get("before", ""), choice, slugs)
    together = boards.together(ready, choice) if wall.first else []
    # The country travels in every address; nothing else remembers it.
    country = crisis.reader_country(request) if crisis.country_query(request) else ""
    asked = questions(choice, ready)
    context = {
        "wall": wall,
        "older": choice.query(before=wall.older, country=country) if wall.older else "",
        "newest": choice.query(country=country),
        "together": together or ([] if wall.promises else boards.offered(ready, choice)),
        "questions": asked,
        "chips": chips(choice, asked, country=country),
        "country": country,
        "made": boards.made(),
        "kept": boards.kept(),
        "words": texts()["form"],
    }
    return render(request, "pledges/board.html", context)


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
