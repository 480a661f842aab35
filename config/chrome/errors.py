"""Error pages. They ask nothing of the database or the session, and still show the numbers that help."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from config.chrome import carried, crisis, nav

# status: heading, lead, what to do. {% ... %} has no place here: these are shown when things are broken.
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
}


def page(request, status):
    """The page for a status. Falls back to a bare one when the frame itself cannot be rendered."""
    heading, lead, then = TEXTS[status]
    place = crisis.crisis_for(crisis.reader_country(request))
    context = {
        "heading": heading,
        "lead": lead,
        "then": then,
        "crisis": place,
        "leave_url": nav.leave_url(),
        "carried_query": carried.query(request),
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
    return page(request, 500)
