"""What a reader takes along: a card, and the file of a whole country. Neither stores anything."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from config.chrome import crisis
from resources import offline as editions
from resources import takeaway
from resources.card import card


@require_http_methods(["GET", "HEAD", "POST"])
def show_card(request):
    """GET explains. POST with `pick` shows the card with the choices of the form; it writes nothing."""
    data = request.POST
    country = crisis.reader_country(request)
    services = takeaway.services(takeaway.picks(data))
    if not services:
        how = {"most": takeaway.MOST, "home": _home(country), "searched": takeaway.searched(data)}
        return render(request, "resources/card_how.html", how)
    choices = takeaway.choices(data)
    return render(
        request,
        "resources/card.html",
        {
            "card": card(services, crisis.crisis_for(country), choices),
            "tables": takeaway.tables(choices),
            "country": country,
            "home": _home(country),
            "places": _places(country, services),
            "searched": takeaway.searched(data),
            "longest": takeaway.LONGEST_NICKNAME,
            "full": len(set(data.getlist("pick"))) > takeaway.MOST and takeaway.MOST,
        },
    )


@require_safe
@gzip_page
def offline(request, country):
    """A download: opened from the device, the file is free of our frame, and our server does not see it read."""
    headers = {
        "Content-Disposition": f'attachment; filename="{editions.file_name(country)}"',
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }
    return HttpResponse(editions.edition(country, timezone.localdate()), headers=headers)


def _home(country):
    """The country whose edition is offered: of Scotland, the United Kingdom's. None when we cannot tell."""
    code = country.partition("-")[0]
    return crisis.Place(code, crisis.place_name(code)) if crisis.is_known(code) else None


def _places(country, services):
    """Whose emergency number the card can carry: the reader's, and of the countries that the services are for."""
    codes = dict.fromkeys([country, *(service.country for service in services)])
    return [crisis.Place(code, crisis.place_name(code)) for code in codes if crisis.is_known(code)]
