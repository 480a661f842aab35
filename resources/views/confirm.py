"""A service answers by the link that an editor sent: all still right, or what changed. Nothing goes live by it."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from resources import self_confirm
from resources.changes import Stopped
from resources.confirm_form import ConfirmForm


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """410 for a link that is too old, used or about an older listing; 404 for what is no link of ours."""
    try:
        link = self_confirm.read(token)
    except self_confirm.NoLink:
        return gone(request, 404)
    except self_confirm.DeadLink:
        return gone(request, 410)
    form = ConfirmForm(request.POST if request.method == "POST" else None, service=link.service)
    if request.method != "POST":
        return page(request, link, form)
    if not form.is_valid():
        return page(request, link, form, 400)
    try:
        self_confirm.take(link, form.answers())
    except self_confirm.DeadLink:
        return gone(request, 410)
    except Stopped as error:
        form.add_error(None, str(error))
        return page(request, link, form, 400)
    return private(render(request, "resources/confirm_done.html", {"thanks": True}))


def page(request, link, form, status=200):
    context = {"service": link.service, "form": form}
    return private(render(request, "resources/confirm.html", context, status=status))


def gone(request, status):
    return private(render(request, "resources/confirm_done.html", {"thanks": False}, status=status))


def private(response):
    """An address that holds a secret is for nobody's index."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
