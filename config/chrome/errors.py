"""Error pages. They ask nothing of the database or the session, and still show the numbers that help."""

import sys

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from config.chrome import away, carried, crisis, nav
from config.safety.headers import is_open_data

# status, or what is wrong with the database and whether a form was sent: heading, lead, what to do.
# {% ... %} has no place here: these are shown when things are broken.
TEXTS = {
    400: (
        _("Sorry, we could not read that"),
        _("Something in the request was not right."),
        _("Please go back and try again."),
    ),
    403: (
        _("Sorry, we did not take that"),
        _("The form seems to come from another page, or your browser did not say where it came from."),
        _("Please open our form again and send it from there. Nothing was kept."),
    ),
    404: (
        _("Sorry, this page is not here"),
        _("It may have moved, or it was taken away."),
        _("Start again from the first page, or use one of these numbers."),
    ),
    500: (
        _("Sorry, this page is not working"),
        _("It is our fault, not yours. These numbers do not need our site."),
        _("If you were sending something, it may not have reached us. Please try again in a few minutes."),
    ),
    (away.AWAY, False): (
        _("We cannot reach our records just now"),
        _("Nothing you did is wrong. These numbers do not need our site."),
        _("Please try again in a few minutes."),
    ),
    (away.AWAY, True): (
        _("We cannot reach our records just now"),
        _("Nothing you did is wrong. These numbers do not need our site."),
        _("What you sent may not have been kept. Please send it again in a minute."),
    ),
    (away.FULL, False): (
        _("We cannot keep anything just now"),
        _("Nothing you did is wrong. You can still read, and these numbers do not need our site."),
        _("Please try again in a few minutes."),
    ),
    (away.FULL, True): (
        _("We cannot keep anything just now"),
        _("Nothing you did is wrong. You can still read, and these numbers do not need our site."),
        _("What you sent could not be kept. Please send it again later."),
    ),
}


def page(request, status, trouble=""):
    """The page for a status. Falls back to a bare one when the frame itself cannot be rendered.

    `trouble` (away.AWAY or away.FULL) comes with 503: what a public form sent stands in the page, to be sent again.
    """
    sent = request.method == "POST"
    heading, lead, then = TEXTS[(trouble, sent) if trouble else status]
    place = crisis.crisis_for(crisis.reader_country(request))
    context = {
        "heading": heading,
        "lead": lead,
        "then": then,
        "crisis": place,
        "leave_url": nav.leave_url(),
        "carried_query": carried.query(request),
        "typed": away.typed(request) if trouble else [],
    }
    try:
        return render(request, "error.html", context, status=status)
    except Exception:  # the last page must open, whatever broke
        return HttpResponse(render_to_string("error_bare.html", context), status=status)


def bad_request(request, exception=None):
    return page(request, 400)


def forbidden(request, exception=None):
    return page(request, 403)


def forbidden_form(request, reason=""):
    """CSRF_FAILURE_VIEW: staff and visitors get the same page."""
    return page(request, 403)


def not_found(request, exception=None):
    return page(request, 404)


def server_error(request):
    """500, but 503 when the database is away or takes nothing: Django calls this while the error is being handled."""
    trouble = away.trouble(sys.exception())
    if not trouble:
        return page(request, 500)
    if is_open_data(request.path_info):
        response = JsonResponse(
            {"message": "The records cannot be reached just now.", "status": 503}, status=503
        )
        response["Content-Language"] = "en"
    else:
        response = page(request, 503, trouble)
    response["Retry-After"] = str(away.RETRY_AFTER)
    return response
