"""The home page: the one view that composes resources, guidance and pledges."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from actions.pledges import board
from actions.pledges.filters import Choice
from config.chrome import crisis, nav
from config.lasting import is_lasting

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
    """Help first, then four doors, then words to say, then promises: people's own, or some to choose from.

    On a page that lasts there are none of people's own: what is taken down must be gone at once.
    """
    query = crisis.country_query(request)
    doors = [
        {"url": item.url(query), "title": title, "text": text, "people": people}
        for item, title, text, people in DOORS
    ]
    actions, counts = board.offer().actions, board.counts()
    promises = [] if is_lasting() else _promises(actions, counts)
    made = None if is_lasting() else board.made(counts)
    promises = [*promises, *board.to_choose_from(actions, SHOWN)][:SHOWN]
    return render(request, "home.html", {"doors": doors, "promises": promises, "made": made})


def _promises(actions, counts):
    """Those in the language of the page, then those that many share."""
    written = board.wall(choice=Choice(language=get_language()), size=SHOWN).rows
    return [*map(board.promise, written), *board.together(actions, counts, limit=SHOWN)]
