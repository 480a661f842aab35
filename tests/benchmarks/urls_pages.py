"""Every address of the site, and /constant/: a page of the same size as the board that costs nothing to make."""

import os
from pathlib import Path

from django.http import HttpResponse
from django.urls import path

from actions.pledges import urls as pledges

# The board itself, as it was sent: what compresses it has as much to do.
PAGE = Path(os.environ["CONSTANT_PAGE"]).read_bytes()


def constant(request):
    return HttpResponse(PAGE)


# Beside the board, so that finding the address is as much work for both.
pledges.urlpatterns.insert(0, path("constant/", constant))

from config.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: E402

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
