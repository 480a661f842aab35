"""The home page: the one view that composes resources, guidance and pledges."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from actions.pledges import board
from config.chrome import crisis, nav

# door: where it leads, its title, what waits behind it, the figures that stand on it
DOORS = (
    (nav.TOLD, _("Someone told me"), _("What to say in the next minute"), "sun up"),
    (nav.SAW, _("I saw something"), _("One safe thing you can do"), "sand sand up sun"),
    (nav.CHANGE, _("Change something"), _("A first step, alone or with others"), "sand sand up sand sand"),
    (nav.BOARD, _("#IWill"), _("Make one promise, and keep it"), "up up sun up up"),
)
SHOWN = 3


@require_safe
def home(request):
    """Help first, then four doors, then words to say, then promises: people's own, or some to choose from."""
    query = crisis.country_query(request)
    doors = [
        {"url": item.url(query), "title": title, "text": text, "people": people}
        for item, title, text, people in DOORS
    ]
    actions, counts = board.offer().actions, board.counts()
    written = [board.promise(row) for row in board.wall(size=SHOWN).rows]
    taken_up = board.together(actions, counts, limit=SHOWN)
    promises = [*written, *taken_up, *board.to_choose_from(actions, SHOWN)][:SHOWN]
    return render(request, "home.html", {"doors": doors, "promises": promises, "made": board.made(counts)})
