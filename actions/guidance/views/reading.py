"""Guides and actions, and the page that leads to them. Each view gets its rows and shows stored HTML."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.guidance.filters import Choice, facets
from actions.guidance.models import Action, Fact, Guide, Source
from actions.guidance.moments import FIRST, moments
from actions.guidance.provenance import points_behind
from actions.guidance.reasons import link_from
from actions.guidance.titles import neutral
from actions.guidance.views.found import list_guides, piece_or_404
from config.chrome import crisis
from resources import worried
from resources.vocabulary import AUDIENCES, NEEDS

LOOKING_BACK = "G9"
TELLING = {
    "G3": "told",
    "G11": "tell",
}  # guides that lead to the card for telling, and to whose; see disclosure.WHOM
ANYONE = "anyone"


@require_safe
def home(request):
    guides = list(list_guides())
    actions = Action.objects.published().in_language(get_language())
    first = [guide for key in FIRST for guide in guides if guide.key == key]
    return render(request, "guidance/home.html", {"first": first, "moments": moments(guides, actions)})


@require_safe
def guides(request):
    return render(request, "guidance/guides.html", {"guides": list_guides()})


@require_safe
def guide(request, slug):
    language = get_language()
    piece = piece_or_404(Guide, slug)
    aside = piece.key == LOOKING_BACK
    country = crisis.reader_country(request)
    return render(
        request,
        "guidance/guide.html",
        {
            "guide": piece,
            "tab_title": neutral(piece.title, _("A guide")),
            "translated": piece.language == language,
            "finder": link_from(piece.key),
            # It names its actions where they belong. A list of them would be a list of things to promise.
            "actions": []
            if aside
            else Action.objects.published().in_language(language).in_order_of(piece.actions),
            "facts": Fact.objects.published().in_language(language).in_order_of(piece.facts),
            "aside": aside,
            "lines": worried.lines(country) if aside else [],
            "telling": TELLING.get(piece.key, ""),
            "country": country,
            "audiences": [
                (code, AUDIENCES[code]) for code in piece.audiences if code in AUDIENCES and code != ANYONE
            ],
            "needs": [(code, NEEDS[code]) for code in piece.needs if code in NEEDS],
            "points": points_behind(piece.seeds, language),
            "sources": Source.objects.in_order_of(piece.sources),
        },
    )


@require_safe
def actions(request):
    choice = Choice.read(request.GET)
    fitting = Action.objects.published().in_language(get_language()).fitting(**choice.codes)
    context = {"actions": fitting, "choice": choice, "facets": facets(choice)}
    return render(request, "guidance/actions.html", context)


@require_safe
def action(request, slug):
    language = get_language()
    piece = piece_or_404(Action, slug)
    return render(
        request,
        "guidance/action.html",
        {
            "action": piece,
            "tab_title": neutral(piece.title, _("One thing you can do")),
            "translated": piece.language == language,
            "guides": [row for row in list_guides() if piece.key in row.actions],
            "facts": Fact.objects.published().in_language(language).resting_on(piece.sources),
            "points": points_behind(piece.seeds, language),
            "sources": Source.objects.in_order_of(piece.sources),
        },
    )
