"""The card for telling. It is made from the form and forgotten: no query, nothing is written."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from actions.guidance import disclosure
from config.chrome import crisis
from resources.takeaway import HEADINGS


@require_http_methods(["GET", "HEAD", "POST"])
def card(request):
    """GET asks for whom; POST shows the card. POST, so that the answer stays in no address and no history."""
    code = crisis.reader_country(request)
    places = crisis.countries()
    if "-" in code:  # Scotland has numbers of its own
        places.append(crisis.Place(code, crisis.place_name(code)))
    return render(
        request,
        "guidance/card.html",
        {
            "card": disclosure.card(request.POST),
            "whom": disclosure.WHOM.items(),
            "headings": HEADINGS.items(),
            "country": code,
            "places": sorted(places, key=lambda place: place.name),
        },
    )
