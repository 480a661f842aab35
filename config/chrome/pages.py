"""Policy pages and the small pages that machines read. No model is imported here."""

import datetime as dt

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.promises import AREAS, proven
from config.promises.access import GAPS
from config.promises.limits import figures


def what_we_keep():
    """Rows for the privacy page: (what, field, how long), read from the `Privacy` class of every model of ours."""
    rows = []
    for model in apps.get_models():
        privacy = None if model._meta.proxy else getattr(model, "Privacy", None)
        for name, retention in getattr(privacy, "personal", {}).items():
            field = model._meta.get_field(name)
            rows.append((model._meta.verbose_name, getattr(field, "verbose_name", name), retention))
    return rows


@require_safe
def safety(request):
    return render(request, "chrome/safety.html")


@require_safe
def promises(request):
    """The register: every promise with its limit and its tests."""
    return render(request, "chrome/promises.html", {"areas": AREAS, "proven": proven()})


@require_safe
def privacy(request):
    return render(request, "chrome/privacy.html", {"rows": what_we_keep(), **figures()})


@require_safe
def accessibility(request):
    return render(request, "chrome/accessibility.html", {"gaps": GAPS})


@require_safe
def about(request):
    return render(request, "chrome/about.html", {"contact": settings.SECURITY_CONTACT})


@require_safe
def gallery(request):
    """Every component in its states. Only where settings.GALLERY is on."""
    if not settings.GALLERY:
        raise Http404
    return render(request, "chrome/gallery.html")


@require_safe
def alive(request):
    """The process answers. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        f"Disallow: {settings.STAFF_PATH}",
        "Disallow: /iwill/mine/",
        "Disallow: /es/iwill/mine/",
        "Disallow: /resources/confirm/",
        "Disallow: /es/resources/confirm/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request):
    """RFC 9116. Served only when somebody can be reached."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = timezone.now().replace(microsecond=0) + dt.timedelta(days=180)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.astimezone(dt.UTC).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        "Preferred-Languages: en, es",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
