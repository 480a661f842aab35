"""The entry point of every WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("STATEMENT_SECONDS", "15")  # PostgreSQL: no page waits longer; commands may
os.environ.setdefault(
    "SQLITE_CACHE_KB", "500"
)  # of each thread; commands that write much get the usual 2,000

django_application = get_wsgi_application()


def _application():
    from django.conf import settings

    from config.operations.meter import Meter  # both need the apps to be there
    from config.ready.layer import ReadyPages

    return Meter(ReadyPages(django_application) if settings.READY_BYTES else django_application)


application = _application()
