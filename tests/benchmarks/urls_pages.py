"""Every address of the site, and /constant/: a page of the same size as the board that costs nothing to make."""

import os
from pathlib import Path

from django.http import HttpResponse
from django.urls import path

from config.urls import (
    handler400,
    handler403,
    handler404,
    handler500,
)
from config.urls import urlpatterns as real

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
# The board itself, as it was sent: what compresses it has as much to do.
PAGE = Path(os.environ["CONSTANT_PAGE"]).read_bytes() if "CONSTANT_PAGE" in os.environ else b"x" * 20_000


def constant(request):
    return HttpResponse(PAGE)


urlpatterns = [path("constant/", constant), *real]
