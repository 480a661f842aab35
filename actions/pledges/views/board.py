"""The board and one pledge."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from actions.guidance.models import Action
from actions.pledges import board as boards
from actions.pledges.models import Pledge
from actions.pledges.texts import texts


@require_safe
def board(request):
    """Newest first. The first page also shows the ready-made pledges that people took up."""
    cursor = request.GET.get("before", "")
    context = {
        "wall": boards.wall(cursor),
        "together": [] if cursor else boards.together(limit=12),
        "made": boards.made(),
        "kept": boards.kept(),
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
