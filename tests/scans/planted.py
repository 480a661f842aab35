"""Holes on purpose, in no site but the one that the scanners themselves are tried on.

Behind the same middleware, guard of forms and trap as every form of ours: who finds these would find them there.
"""

from django.db import connection
from django.http import HttpResponse
from django.urls import path
from django.utils.html import escape
from django.utils.safestring import mark_safe

from config.safety.forms import TrapMixin
from config.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401

SALT = "scan.planted"
PAGE = '<!doctype html><html lang="en"><title>Planted</title><h1>Planted</h1>{}'
FORM = '<form><label>Name <input name="name"></label><button>Look</button></form><p>{}</p>'


class PlantedForm(TrapMixin):
    token_salt = SALT


def rows(request):
    """A word put into SQL, by GET; by POST only behind the trap."""
    if request.method == "POST" and not PlantedForm(request.POST).is_valid():
        return HttpResponse(PAGE.format("no"), status=400)
    word = (request.GET or request.POST).get("word", "")
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"SELECT code FROM resources_language WHERE code = '{word}'")  # the hole
            found = cursor.fetchall()
        except Exception:  # a hole that tells nothing by its errors
            found = []
    return HttpResponse(PAGE.format(escape(" ".join(str(row[0]) for row in found) or "nothing")))


def echo(request):
    """A word put into a page as it came."""
    return HttpResponse(PAGE.format(FORM.format(mark_safe(request.GET.get("name", "")))))  # the hole


urlpatterns = [
    path("planted/rows/", rows, name="rows"),
    path("planted/echo/", echo, name="echo"),
    *urlpatterns,
]
