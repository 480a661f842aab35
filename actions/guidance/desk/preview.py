"""A look at a piece before it is stored: saved and rendered as its readers would get it, and then taken back.

The page is made by the public view inside the transaction of the admin's save, and that transaction never commits.
So a preview shows exactly what publishing would, and publishes nothing.
"""

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils import translation

from actions.guidance import editing
from actions.guidance.models import Piece, Point, Source
from actions.guidance.stored_html import refresh

BUTTON = "_preview"


def address_of(row) -> str:
    """The path of the page that shows a row, in the language that is active."""
    if isinstance(row, Source):
        return f"{reverse('guidance:sources')}#source-{row.key}"
    if isinstance(row, Point):
        return f"{row.article.get_absolute_url()}#{row.key}"
    return row.get_absolute_url()


def language_of(row) -> str:
    """The language a row is written in; that of the desk for a source, which has none."""
    return getattr(editing.whole(row), "language", "") or translation.get_language()


def page(row, staff_request):
    """The public page of a row as it would be. Call it in a transaction that is rolled back: it publishes the row."""
    piece = editing.whole(row)
    if isinstance(piece, Piece) and not piece.published:
        type(piece)._base_manager.filter(pk=piece.pk).update(published=True)
        refresh()
    with translation.override(language_of(row)):
        address, _hash, place = address_of(row).partition("#")
        view = resolve(address)
        response = view.func(_public(staff_request, address, place), *view.args, **view.kwargs)
        return response.render() if hasattr(response, "render") else response


class Visit(HttpRequest):
    """A request for a page that is not stored. `place`: the id of what was edited on it, or empty."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.preview = {"place": place}


def _public(staff_request, address: str, place: str) -> HttpRequest:
    """A visitor's request for a page: no account, no session, no cookie. base.html looks for `preview`."""
    request = Visit(place)
    request.method = "GET"
    request.path = request.path_info = address
    names = ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "wsgi.url_scheme", "REMOTE_ADDR")
    request.META = {name: staff_request.META[name] for name in names if name in staff_request.META}
    request.user = AnonymousUser()
    request.LANGUAGE_CODE = translation.get_language()
    return request


class PreviewAdmin(admin.ModelAdmin):
    """Adds a button to the form. What cannot stand comes back as a form with its faults, like any other save."""

    def view_on_site(self, obj):
        """The page in the language of the piece; None, and so no link, where there is no page."""
        if not getattr(editing.whole(obj), "published", True):
            return None
        with translation.override(language_of(obj)):
            return address_of(obj)

    def response_add(self, request, obj, post_url_continue=None):
        if BUTTON in request.POST:
            return self._preview(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return (
            self._preview(request, obj) if BUTTON in request.POST else super().response_change(request, obj)
        )

    def _preview(self, request, obj):
        try:
            return page(type(obj).objects.get(pk=obj.pk), request)
        finally:
            transaction.set_rollback(True)  # whatever happened above, nothing of it stays
