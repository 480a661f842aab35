"""The finder: a question a page, then moves. Answers come by POST and go nowhere; nothing is kept."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from actions.guidance import finder, reasons
from actions.guidance.models import Action
from actions.guidance.questions import QUESTIONS, read_form, read_link
from actions.guidance.views.found import list_guides
from resources.vocabulary import NEEDS


@require_http_methods(["GET", "HEAD", "POST"])
def find(request):
    """GET starts over. POST goes on from the answers that it carries."""
    if request.method == "POST" and request.POST.get("about") == "me":
        return render(request, "guidance/find_me.html")
    reading = read_form(request.POST) if request.method == "POST" else read_link(request.GET)
    if reading.asking:
        context = {"reading": reading, "total": len(QUESTIONS)}
        return render(request, "guidance/find.html", context, status=400 if reading.wrong else 200)
    return render(request, "guidance/found.html", {"reading": reading, **_answer(reading.situation)})


def _answer(situation):
    rows = {
        row.key: row for row in Action.objects.published().in_language(get_language()).with_keys(finder.MOVES)
    }
    return {
        "situation": situation,
        "moves": [rows[move.key] for move in finder.moves_for(situation, rows)],
        "after": [rows[move.key] for move in finder.after_for(situation, rows)],
        "because": reasons.because(situation),
        "caution": reasons.caution(situation),
        "needs": [(code, NEEDS[code]) for code in reasons.needs_for(situation)],
        "guides": list_guides().in_order_of(reasons.guides_for(situation)),
    }
