"""The entry point of every WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from config import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
database.serve_pages()  # before the settings are read

django_application = get_wsgi_application()


def _application():
    from django.conf import settings

    from config.operations.meter import Meter  # both need the apps to be there
    from config.ready.layer import ReadyPages

    return Meter(ReadyPages(django_application) if settings.READY_BYTES else django_application)


application = _application()
